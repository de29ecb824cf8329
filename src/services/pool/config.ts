/** What a pool balancer is set to, and what it knows of its instances: by their place in `calls`. */
import type { Cluster, ClusterNode } from '../../cluster'
import { IntTable } from '../../kernel/intTable'
import type { Health, HealthConfig } from '../../resilience/health'
import { newHealth } from '../../resilience/health'

/** Place of the instance that gets this request; −1: nobody may have it. */
export type Chooser = (cluster: Cluster, node: ClusterNode, m: number, state: PoolState) => number

export interface ChecksConfig {
  intervalUs: number
  timeoutUs: number // of one check
}
/** Consecutive requests that failed or were never answered put an instance out for a while, longer each time (Envoy's outlier detection). */
export interface EjectionConfig {
  failures: number
  ejectUs: number // times how often it was put out so far
}
export interface PoolConfig {
  calls: readonly number[] // node indices, those that stand by at first last
  choose: Chooser
  tracks: boolean // whether it must know what each instance has outstanding
  weights: readonly number[] // above 0
  timeoutUs: number // an answer that has not come by then counts as a failure, and is no longer outstanding
  standBy: number // how many of `calls` do at first
  health: HealthConfig
  checks: ChecksConfig | null
  ejection: EjectionConfig | null
  panicBelow: number // share of healthy instances under which all of them are used
}

export interface PoolState {
  turns: { credit: number[] } // of a decision that is built in and takes turns
  outstanding: number[]
  pending: IntTable // requests not answered yet: their timer, and the instance
  /** What each instance counts for now: 0 gets nothing. */
  weights: readonly number[]
  serves: boolean[] // by its own report
  heard: number[] // the report that said so
  health: Health[]
  asked: number[] // the check that each instance has not answered, 0: none
  failures: number[] // in a row, of requests
  ejections: number[]
  ejectedUntilUs: number[] // 0: it is not
  isRamping: boolean // a timer for slow start is set
  isPanicking: boolean
}

export const POOL_TIMER = { forget: 1, checks: 2, unanswered: 3, readmit: 4, ramp: 5 } as const
export const poolConfigOf = (node: ClusterNode): PoolConfig => node.config as PoolConfig
export const poolStateOf = (node: ClusterNode): PoolState => node.state as PoolState

/** As long as nobody has told anything: all but those that stand by serve, and are well. */
export function newPoolState({ calls, weights, standBy }: PoolConfig): PoolState {
  const all = <T>(of: (at: number) => T): T[] => calls.map((_, at) => of(at))
  const serves = all((at) => at < calls.length - standBy)
  return {
    turns: { credit: [] },
    outstanding: all(() => 0),
    pending: new IntTable(),
    weights: weights.map((weight, at) => (serves[at] ? weight : 0)),
    serves,
    heard: all(() => 0),
    health: all(newHealth),
    asked: all(() => 0),
    failures: all(() => 0),
    ejections: all(() => 0),
    ejectedUntilUs: all(() => 0),
    isRamping: false,
    isPanicking: false,
  }
}
