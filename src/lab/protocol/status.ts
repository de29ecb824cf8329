/** A summary of how things stand, at about 4 Hz. */
import type { Command, PolicyReach } from '../../cluster/command'
import type { NamedOperation } from '../../cluster/invariants'
import type { ContractName } from '../../decisions'
import type { FaultAt } from '../../policies'
import type { Fingerprint } from '../../scenarios/run'
import type { OwnAct } from '../../telemetry'
import type { ShardsNow } from '../shardsNow'

export interface BranchInfo {
  id: number
  parent: number | null
  forkAtUs: number
  endUs: number
  name: string | null
  commands: { atUs: number; command: Command }[] // all of its run, from time 0 on
}
/** What a journey's users felt over the last five virtual seconds. */
export interface JourneySummary {
  journey: string
  perSecond: number
  okRatio: number // NaN: nobody asked
  staleRatio: number // NaN: no reads
  staleMaxUs: number
  p99Us: number
}
/** Before → after of the newest act: the same seed without it, against what happened, since the act. */
export interface Effect {
  command: Command
  atUs: number
  rows: { journey: string; measure: 'stale' | 'ok' | 'p99'; without: number; with: number }[]
}
/** An objective at the playhead. Times of virtual time; −1: not. */
export interface ObjectiveInfo {
  journey: number
  tenant?: number // index; absent: of everybody's operations
  kind: 'availability' | 'latency' | 'freshness'
  target: number // share of good operations
  thresholdUs: number // of latency
  periodUs: number
  all: number // operations of the period so far
  bad: number
  spent: number // of the period's error budget, were its traffic like that so far; above 1: more than there is
  alerts: {
    severity: 'page' | 'ticket'
    longUs: number
    shortUs: number
    burn: number // both windows must burn so many times as fast as allowed
    firingSinceUs: number
    burnLong: number
    burnShort: number
  }[]
}
/** Something users felt so much that an alert fired; −1: not yet. */
export interface IncidentInfo {
  startUs: number // the fault that made it, where one is known; else when it was felt
  feltUs: number // first bad operation
  detectedUs: number // an alert fired
  mitigatedUs: number // it stopped burning
  endedUs: number // the last of its alerts ended
  paged: boolean // some alert that wakes somebody fired
  objectives: { journey: number; tenant?: number; kind: ObjectiveInfo['kind'] }[] // in the order in which they fired
  cause: { command: Command; mendedUs: number } | null
  /** The first that was done about it before it stopped burning: by the cluster itself, or by an act. */
  mitigation: OwnAct | { kind: 'act'; atUs: number; command: Command } | null
}
export interface LabStatus {
  timeUs: number
  endUs: number // how far the active branch has been computed
  events: number
  fingerprint: Fingerprint
  branches: BranchInfo[]
  active: number
  compare: number | null // shown dashed beside the active one; set to the run without the newest act by itself
  compareIsShadow: boolean
  canUndo: Command | null
  canRedo: Command | null
  summary: JourneySummary[]
  shardsHealthy: number // shards with a majority of their replicas up and linked
  shards: number // in use
  shardsNow: ShardsNow | null // null: they stay as they are
  /** Codes: troubles.ts (WORST_FIRST). `byLearner`: a command of this branch did it; then `sinceUs` is that command's time. */
  troubles: {
    code: string
    node?: string
    link?: [string, string]
    whole?: string // of a breaker that stands for several: the group that is called, of which the link leads to the first
    shard?: number
    waitedUs?: number // code late: how long the oldest of a queue's or stream's jobs has been waiting
    byLearner: boolean
    sinceUs: number
  }[] // what is wrong now, worst first
  effect: Effect | null
  objectives: ObjectiveInfo[]
  /** Up to the playhead, oldest first, the last fifty of `count`. Means over them, from the start: NaN where there is none. */
  incidents: { list: IncidentInfo[]; count: number; detectUs: number; mitigateUs: number; repairUs: number }
  /** Broken invariants of the active branch, oldest first, also beyond the playhead. Codes: the modes' invariants. */
  breaches: {
    atUs: number
    code: string
    shard: number
    nodes: string[]
    params: Readonly<Record<string, number>>
    operations?: readonly NamedOperation[] // acknowledged writes that are gone
  }[]
  /** What happened to queues and streams on the active branch, oldest first: codes of STATE_CODES (cluster). */
  happenings: { atUs: number; code: 'rebalanced' | 'deadLetters'; node: string; from: number; to: number }[]
  /** Every policy that was applied so far, oldest first: the latest that reaches a place decides there. `code` null: what is built in. */
  policies: {
    contract: ContractName
    code: string | null
    reach: PolicyReach
    decisions: number // that stood
    failures: number
    off: boolean // failed too often, or was stopped
    lastFault: FaultAt | null
  }[]
  memoryBytes: number
  memoryBoundBytes: number
  loop: { atUs: number; events: number } | null // paused: this many events within one microsecond
}
