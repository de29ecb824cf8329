/** What the users are told to do, and what they remember: operations under way, each in a row of its own, and their time-outs. */
import type { ClusterNode, TimeoutLine } from '../../cluster'
import { timeoutLine } from '../../cluster'
import type { IntTable } from '../../kernel/intTable'
import type { CallOf, CallPolicy, CallingConfig, CallingState, LatencyState } from '../calling'
import type { ChosenLevel } from './freshness'
import type { Surge } from '../surges'
import type { Picker } from '../users'

export interface StepPlan {
  operationClass: number
  op: number
  key: 'user' | 'order' | 'none'
  ask: number // quorum, ASK flags and level
  boundUs?: number // greatest age of a bounded read
}

export interface JourneyPlan {
  id: string
  entity: number
  calls: readonly number[] // node indices
  meanGapUs: number
  surges: readonly Surge[]
  deadlineUs: number
  steps: readonly StepPlan[]
  policies: readonly CallPolicy[] // by step
}

export interface ClientsConfig extends CallingConfig {
  journeys: readonly JourneyPlan[]
  mostSteps: number // of any of them
  users: number
  picker: Picker
}

/** One operation under way, in a row of its own that is used again: its requests and timeouts name it by row and count. */
export interface Pending {
  count: number // 0: the row is free
  journey: number
  arrival: number // of its journey
  step: number
  user: number
  key: number
  value: number
  /** What its session has seen of this key: the floor for what it may be shown (Terry et al., PDIS 1994). */
  floor: number
  deadlineAtUs: number
  attempt: number // requests sent so far: one a try, and hedged copies
  tries: number
  first: number // attempt that began the present try
  open: number // bit i: the attempt `first + i` is under way; 0: nothing is, it waits for its next try
  path: number // of its requests
  mark: number // of its present try, among all of this node
  waitedUs: number // before the present try
  triedUs: number // when that began
  doubtful: boolean // some attempt may have taken effect
  lastCause: number
  hedgeTimer: number
}

interface PendingRows {
  size: number // rows in use
  rows: Pending[]
  free: number[]
}

export interface ClientsState extends CallingState {
  pending: PendingRows
  deadlines: TimeoutLine[] // by journey, of operations by row and count
  timeouts: TimeoutLine[] // by journey and step, of tries by row and mark
  attempts: number // so far: the latest mark
  arrivals: number[] // by journey
  orders: IntTable // user → orders so far
  chosen: Map<number, ChosenLevel> // by operation class: what a person has set meanwhile
  failing: number[] // by journey: moving mean of what failed, 0 to 1
  latency: LatencyState // of tries that were answered well
}

export const TIMER = { arrival: 1, deadline: 2, attempt: 3, backoff: 4, hedge: 5 } as const

export const configOf = (node: ClusterNode): ClientsConfig => node.config as ClientsConfig

export const stateOf = (node: ClusterNode): ClientsState => node.state as ClientsState

export function policyOf(node: ClusterNode, p: Pending): CallPolicy {
  return configOf(node).journeys[p.journey].policies[p.step]
}

export function callOf(node: ClusterNode, p: Pending, attempt: number): CallOf {
  return { origin: node.index, count: p.count, path: attempt }
}

/** Steps that a journey has at most. */
export const STEPS = 8

export function deadlineLines(journeys: readonly JourneyPlan[]): TimeoutLine[] {
  return journeys.map(({ deadlineUs }, j) => timeoutLine(deadlineUs, TIMER.deadline, j))
}

export function timeoutLines(journeys: readonly JourneyPlan[]): TimeoutLine[] {
  return journeys.flatMap(({ policies }, j) =>
    Array.from({ length: STEPS }, (_, s) => timeoutLine(policies[s]?.timeoutUs ?? 0, TIMER.attempt, j * STEPS + s)),
  )
}

export function isEnded(node: ClusterNode, row: number, count: number): boolean {
  return stateOf(node).pending.rows[row].count !== count
}

export function isAnswered(node: ClusterNode, row: number, mark: number): boolean {
  const p = stateOf(node).pending.rows[row]
  return p.mark !== mark || p.open === 0 || p.count === 0
}

export function nonePending(): PendingRows {
  return { size: 0, rows: [], free: [] }
}

/** A row for one more operation, whose fields are the caller's to fill. */
export function takeRow(pending: PendingRows): number {
  pending.size++
  return pending.free.pop() ?? pending.rows.push(emptyRow()) - 1
}

/** What may become a fraction, or greater than a small integer, begins as such: so all rows are of one kind for a compiler. */
function emptyRow(): Pending {
  return {
    count: 0,
    journey: 0,
    arrival: 0,
    step: 0,
    user: 0,
    key: 0,
    value: NaN,
    floor: NaN,
    deadlineAtUs: NaN,
    attempt: 0,
    tries: 0,
    first: 0,
    open: 0,
    path: 0,
    mark: 0,
    waitedUs: NaN,
    triedUs: NaN,
    doubtful: false,
    lastCause: 0,
    hedgeTimer: -1,
  }
}
