/**
 * A node: a process with an inbox, `workers` in parallel and a bounded queue before them, a disk that syncs one thing at a
 * time, a wall clock and a monotonic clock, and its role's state (plain data). Fields only; what happens to them is in
 * cluster.ts, work.ts and faults.ts.
 */
import type { Distribution } from '../kernel/distribution'
import { copyData } from '../kernel/copyData'
import { entityOf } from './layout'
import type { Membership } from './membership'

export interface NodeSpec {
  id: string
  group: string
  role: string
  zone: string
  shard?: number
  replica?: number
  workers?: number // 0 (default): every message is handled as it arrives
  queueLimit?: number
  service?: Distribution
  onFull?: 'refuse' | 'drop'
  disk?: Distribution // one sync; absent: at once
  config?: unknown // the role's configuration: immutable, no part of checkpoints
}

export class ClusterNode {
  readonly id: string
  readonly group: string
  readonly role: string
  readonly zone: string
  readonly shard: number
  readonly replica: number
  readonly entity: number
  readonly workers: number
  readonly queueLimit: number
  readonly service: Distribution | null
  readonly refuses: boolean
  readonly disk: Distribution | null
  readonly config: unknown

  incarnation = 0
  diskLost = false
  /** Not 0: it handles nothing now. A number, for every message asks. */
  obstacles = 0
  busy = 0
  waiting: number[] = [] // slots, first come first served; index `waitingHead` is the first
  waitingHead = 0
  running: number[] = [] // slots in service
  deferred: number[] = [] // what came due during a stall, in order
  admissionState: unknown = null // of its admission, null: it has none
  slowFactor = 1
  diskStalled = false
  diskFreeUs = 0
  diskDeferred: number[] = [] // syncs that came due while the disk was stalled
  clockOffsetUs = 0
  clockPpm = 0
  driftSinceUs = 0 // when the pace was set
  driftedUs = 0 // what the clocks had gained by then
  errorRate = 0
  addedUs = 0
  invoked = 0 // the greatest count of an operation that this node has begun
  /** Null: it always takes part. */
  membership: Membership | null = null
  /** What learner's policies remember here, by the code of their contract and the node that is called; plain data that a crash forgets. Null: nothing. */
  policyStates: Map<number, unknown> | null = null
  /** The role's own state: data only. */
  state: unknown = null

  constructor(
    readonly index: number,
    spec: NodeSpec,
  ) {
    this.id = spec.id
    this.group = spec.group
    this.role = spec.role
    this.zone = spec.zone
    this.shard = spec.shard ?? -1
    this.replica = spec.replica ?? -1
    this.entity = entityOf(spec.id)
    this.workers = spec.workers ?? 0
    this.queueLimit = spec.queueLimit ?? 0
    this.service = spec.service ?? null
    this.refuses = spec.onFull !== 'drop'
    this.disk = spec.disk ?? null
    this.config = spec.config
  }

  get up(): boolean {
    return (this.obstacles & DOWN) === 0
  }
  set up(up: boolean) {
    this.obstacles = up ? this.obstacles & ~DOWN : this.obstacles | DOWN
  }
  get stalled(): boolean {
    return (this.obstacles & STALLED) !== 0
  }
  set stalled(stalled: boolean) {
    this.obstacles = stalled ? this.obstacles | STALLED : this.obstacles & ~STALLED
  }
  get queueDepth(): number {
    return this.waiting.length - this.waitingHead
  }
  /** Local wall clock at a virtual time, in microseconds; may be off and may jump. Stamps only. */
  wallClock(nowUs: number): number {
    return this.monotonic(nowUs) + this.clockOffsetUs
  }
  /** Local monotonic clock at a virtual time: may drift, never jumps. */
  monotonic(nowUs: number): number {
    if (this.clockPpm === 0) return nowUs + this.driftedUs
    return nowUs + this.driftedUs + Math.floor(((nowUs - this.driftSinceUs) * this.clockPpm) / 1e6)
  }

  save(): NodeState {
    const state: Record<string, unknown> = {}
    for (const field of MUTABLE) state[field] = copyData(this[field])
    return state as unknown as NodeState
  }
  load(saved: NodeState): void {
    Object.assign(this, copyData(saved))
  }
}

/** Bits of `obstacles`. */
const DOWN = 1
const STALLED = 2

const MUTABLE = [
  'up',
  'incarnation',
  'diskLost',
  'stalled',
  'busy',
  'waiting',
  'waitingHead',
  'running',
  'deferred',
  'admissionState',
  'slowFactor',
  'diskStalled',
  'diskFreeUs',
  'diskDeferred',
  'clockOffsetUs',
  'clockPpm',
  'driftSinceUs',
  'driftedUs',
  'errorRate',
  'addedUs',
  'invoked',
  'membership',
  'policyStates',
  'state',
] as const
export type NodeState = Pick<ClusterNode, (typeof MUTABLE)[number]>
