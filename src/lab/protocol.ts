/**
 * What the page and the lab's worker say to each other. The page asks (a `LabRequest`, answered once under its id) and
 * is told (a `LabPush`). The page never reaches into the world. Time is driven by the page: every animation frame it sends
 * one `tick`, the worker advances the run by at most that much and answers with one frame, so a hidden tab or a sleeping
 * machine stops virtual time without catching up.
 */
import type { NamedOperation } from '../cluster/invariants'
import type { Command, Consistency, FeatureFlag, MessageId, PolicyReach } from '../cluster/command'
import type { ContractName } from '../decisions'
import type { FaultAt, PolicyCode } from '../policies'
import type { Problem } from '../policies/compiler'
import type { ModeName, ReplicationSpec } from '../scenarios/modes'
import type { Fingerprint, RunValue, SavedRun, Session } from '../scenarios/run'
import type { Scenario } from '../scenarios/scenario'
import type { Kept, OwnAct, Story, Trace } from '../telemetry'
import type { DecisionId, DecisionsQuestion } from './decisions/told'
import type { InstrumentFormat } from './instrumentFormats'
import type { ShardsNow } from './shardsNow'

/* ---- runs and sessions are values that stand on the floor below: src/scenarios/run.ts ---- */
export type { Fingerprint, RunValue, SavedRun, Session } from '../scenarios/run'
export type { Again, DecisionId, DecisionRow, DecisionTold, DecisionsQuestion } from './decisions/told'
export type { Kept, Span, Step, Story, Trace } from '../telemetry'

/* ---- topology: static facts of the opened scenario, sent once ---- */
export interface Topology {
  scenarioId: string
  zones: string[]
  groups: { id: string; role: string; nodes: number[]; shards: number; grows?: boolean }[] // shards: with the spare ones; 0 unless a store. grows: instances can be added and drained
  nodes: { index: number; id: string; group: string; role: string; zone: string; shard: number; replica: number }[] // shard -1: none
  links: { index: number; from: number; to: number }[] // directed
  journeys: string[]
  tenants: string[] // none where users are not told apart
  keysPerShard: number // 0: keys are not split by range, evenly
  reads: { journey: string; step: number; consistency: Consistency | null }[] // null: what its R comes to
  features: FeatureFlag[] // that can be switched off
  mode: ModeName | null // how the store replicates; null: there is none
  reshards: boolean // whether its shards can be added and removed while it runs
  layout: { [group: string]: { x: number; y: number } }
  openAtUs: number
}

/* ---- frames: pooled, transferable typed arrays ---- */
export const NODE_FIELDS = [
  'flags',
  'slowFactor',
  'utilisation',
  'busy',
  'workers',
  'queueDepth',
  'queueLimit',
  'clockOffsetUs',
  'clockPpm',
  'behindKeys',
  'inFlight',
  'errorRate',
  'perSecond',
  'office',
  'term',
  'waiting', // jobs of a queue that workers take from, entries of a stream that nobody was given
  'oldestUs', // how long the oldest of them has been waiting
  'deadLetters',
] as const
/** Values of the node field `office`: what a replica is to its group. `term` counts elections; a primary's is its epoch. */
export const OFFICE = { none: 0, follower: 1, candidate: 2, leader: 3, primary: 4 } as const
/** Bits of the node field `flags`. */
export const NODE_FLAG = {
  down: 1,
  diskLost: 2,
  stalled: 4,
  diskStalled: 8,
  joining: 16,
  slow: 32,
  clockOff: 64,
  degraded: 128,
  bare: 256, // recommendations are switched off
  copying: 512, // fresh data is
  standsBy: 1024, // takes no part until it is added
  boots: 2048,
  drains: 4096,
} as const
export const LINK_FIELDS = ['flags', 'addedUs', 'lossProbability', 'perSecond', 'breaker', 'heldMessages'] as const
/** Bits of the link field `flags`. */
export const LINK_FLAG = {
  cut: 1,
  held: 2,
  delayed: 4,
  lossy: 8,
  duplicating: 16,
  reordering: 32,
  limited: 64,
  flapping: 128,
} as const
/** Values of the link field `breaker` (0: no breaker on this link). Forced states have their own number. */
export const BREAKER = { none: 0, closed: 1, open: 2, halfOpen: 3, forcedOpen: 4, forcedClosed: 5 } as const
/** One message in flight. `shape`: MESSAGE_SHAPE. `type` is the message type's index in MESSAGE_TYPES (cluster). */
export const MESSAGE_FIELDS = ['link', 'sentUs', 'arrivesUs', 'type', 'shape', 'origin', 'count', 'path'] as const
export const MESSAGE_SHAPE = { request: 0, reply: 1, replication: 2, gossip: 3 } as const
/** A message that was lost since the frame before. `reason`: DROP_REASONS (cluster). */
export const DROP_FIELDS = ['link', 'sentUs', 'atUs', 'type', 'reason'] as const

export interface Frame {
  timeUs: number
  events: number
  nodes: Float32Array // topology.nodes.length × NODE_FIELDS.length
  links: Float32Array // topology.links.length × LINK_FIELDS.length
  messages: Float64Array // messageCount × MESSAGE_FIELDS.length
  messageCount: number // at most 500 are listed
  inFlight: number // all of them
  drops: Float64Array // dropCount × DROP_FIELDS.length
  dropCount: number
  chart: ChartBlock | null
}

/** Columns of a chart block, for the whole and then for each journey: index = (1 + journey) × CHART_COLUMNS.length + column. */
export const CHART_COLUMNS = [
  'invoked',
  'ok',
  'failed',
  'unknown',
  'late',
  'reads',
  'stale',
  'staleMaxUs',
  'missedMax',
  'degraded',
  'samples',
  'p50Us',
  'p95Us',
  'p99Us',
] as const
/**
 * `steps` buckets of `stepUs` from `fromUs`; values by column, then bucket: columns[c × steps + i]; NaN = no data (a gap).
 * Counts are per bucket, operations counted in the bucket where they were invoked except latencies and staleness (when returned).
 */
export interface ChartBlock {
  fromUs: number
  stepUs: number
  steps: number
  columns: Float64Array // (1 + journeys) × CHART_COLUMNS.length × steps
  divergedKeys: Float64Array // steps
  compare: { columns: Float64Array; divergedKeys: Float64Array } | null // the other branch, the same buckets
}

/* ---- status: a summary at about 4 Hz ---- */
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

/* ---- questions ---- */
/** The four golden signals of a journey, a tenant, a group of nodes or one node, by bucket; NaN: nothing to tell. */
export interface SignalRow {
  id: string
  nodes: number[] // none: a journey or a tenant
  rate: number[] // a second: asked of a journey, arrived at nodes
  good: number[] // a second: answered ok in time (goodput); done by nodes
  ended: number[] // of a journey, those that ended; of nodes, those that arrived: what errors are a share of
  errors: SignalErrors[] // those that there were, most first
  bad: number[] // share
  samples: number[]
  p50Us: number[] // of a journey from the intended send, of nodes from the coming; to the answer
  p95Us: number[]
  p99Us: number[]
  full: number[] // under way at once; of nodes the busy share of their workers
  queue: number[] // of nodes: how many waited, on average; journeys have none
  queueLimit: number // 0: none
  gone: number // share of the service given in the window that was for callers that had gone; NaN: none
}
/** `late`: answered after the deadline. `ended`: failed or of unknown fate, `answered`: told so by a node, `own`: an error of the node itself; by OUTCOME_CAUSES. `turnedAway`: by SHED_REASONS. */
export interface SignalErrors {
  kind: 'late' | 'ended' | 'answered' | 'own' | 'turnedAway' | 'lost'
  cause: number
  counts: number[]
}
export interface Signals {
  fromUs: number
  stepUs: number
  steps: number
  tenantNames: string[] // none where users are not told apart
  journeys: SignalRow[] // of the tenant asked for, or of all
  tenants: SignalRow[]
  services: SignalRow[]
  members: SignalRow[] // of the service asked for, node by node
}
/** An instance as a balancer sees it. */
export interface PoolMember {
  node: number
  state: 'takesPart' | 'warming' | 'unhealthy' | 'ejected' | 'away'
  share: number // of the requests that come now
  outstanding: number | null // null: it does not count them
}
export interface OperationRow {
  client: number
  count: number
  journey: number
  step: number
  kind: 'read' | 'write' | 'submit' | 'call' | 'transfer'
  key: number
  value: number
  invokedUs: number
  returnedUs: number // NaN: still open
  outcome: 'ok' | 'fail' | 'info' | 'open'
  attempts: number
  cause: number // index into OUTCOME_CAUSES (cluster), 0 = none
  staleUs: number // 0 = fresh, NaN = not a read
  missed: number
  degraded: boolean
}
/** One thing that happened, as the journal has it; the words are the page's. */
export interface RecordRow {
  atUs: number
  kind: string // name of the journal record's kind
  node: number // -1: none
  link: number // -1: none
  type: string // message type, work type, change or state code; '' = none
  detail: number[]
  id: MessageId | null
}
/** Among operations invoked in a stretch of time: the failed, the slowest, and some others. Undefined: any. */
export interface TracesQuestion {
  fromUs: number
  toUs: number
  journey?: number
  kept?: Kept
  latencyUsMin?: number
  latencyUsMax?: number
  node?: number // its trace passed there
  story?: string // StoryCode: why it died, or was slow
}
export interface TraceSummary {
  operation: OperationRow
  kept: Kept
  parts: Trace['parts']
  story: Story | null
}
export interface TracesAnswer {
  rows: TraceSummary[] // by invocation
  ended: number // of those asked for by journey and latency
  failed: number
}
export type Query =
  | { about: 'node'; node: number } // → { fields: { code: string; value: number | string }[]; keys: { key: number; version: number; value: number; newest: boolean }[]; pool: PoolMember[] }
  | { about: 'stream'; node: number } // → StreamView; null: the node is none
  | { about: 'link'; link: number } // → { fields: …; messages: { id: MessageId; type: string; sentUs: number; arrivesUs: number; held: boolean }[] }
  | {
      about: 'operations'
      fromUs: number
      toUs: number
      journey?: number
      only?: 'failed' | 'stale' | 'slow'
      limit: number
    } // → OperationRow[]
  | { about: 'trace'; client: number; count: number } // → { operation: OperationRow; records: RecordRow[]; truncated: boolean; trace: Trace }, or null
  | ({ about: 'traces' } & TracesQuestion) // → TracesAnswer
  | { about: 'underWay'; client: number; count: number } // → boolean: whether this operation is open at the playhead
  | { about: 'spaceTime'; fromUs: number; toUs: number } // → SpaceTime
  | { about: 'signals'; fromUs: number; toUs: number; stepUs: number; tenant?: number; open?: string } // → Signals; open: the group whose nodes are told one by one
  | { about: 'history'; history: number; rows: number } // → HistoryPiece: of what clients saw, what follows these rows of that history
  | { about: 'screen' } // → ScreenView
  | { about: 'breaker'; link: number } // → BreakerView, or null where the link has none
  | { about: 'policies'; node: number } // → PolicyView[], empty where the node's calls have none
  | ({ about: 'decisions' } & DecisionsQuestion) // → DecisionRow[], in the order in which they were taken
  | ({ about: 'decision' } & DecisionId) // → DecisionTold, or null where the branch has no such decision
  | { about: 'store'; shard: number; logTo: number | null } // → StoreView; logTo: newest entry of the log to show, null: the newest
/** Arrows: [link, sentUs, endUs, type, shape, fate (0 delivered, 1 dropped, 2 still under way), origin, count, path] each. Marks: node changes. */
export interface SpaceTime {
  fromUs: number
  toUs: number
  arrows: Float64Array
  arrowCount: number
  truncated: boolean
  marks: { atUs: number; node: number; code: string }[]
}

/* ---- requests and pushes ---- */
export type LabRequest =
  | { do: 'open'; run: RunValue; expect?: Fingerprint } // verifies `expect` by replay; the run that was open stays if it fails
  | { do: 'restore'; session: Session }
  | {
      do: 'tick'
      virtualUs: number
      budgetMs: number
      chart: { fromUs: number; toUs: number; steps: number } | null
      recycle: ArrayBuffer[]
    } // → frame push
  | { do: 'switchMode'; mode: ModeName } // opens the run up to the playhead with its store in another replication mode → Opened
  | { do: 'replicate'; replication: ReplicationSpec } // the same with these settings of its store's replication → Opened
  | { do: 'decode'; from: 'link' | 'file'; text: string } // → SavedRun, whatever is open
  | { do: 'encode'; to: 'link' | 'file'; saved: SavedRun } // → the text
  | { do: 'recorded'; run: RunValue; mode: ModeName; journey: string } // the history of that journey in the whole run, its store in that mode → text, as jepsen-edn
  | { do: 'instruments'; run: RunValue; format: InstrumentFormat } // traces and metrics of the whole run for other tools → text
  | { do: 'contrast'; run: RunValue; mode: ModeName } // the whole run with its store in that mode, whatever is open → ContrastRow
  | { do: 'seek'; atUs: number }
  | { do: 'step'; to: 'event' | 'message' | 'change' }
  | { do: 'command'; command: Command } // at the playhead; before the branch's end it forks
  | { do: 'compilePolicy'; code: PolicyCode } // → Compiling, whatever is open; nothing of it runs
  | { do: 'setPolicy'; contract: ContractName; code: PolicyCode | null; reach: PolicyReach; state?: 'keep' | 'reset' } // at the playhead, as a command is, where it compiles; null: what is built in → Compiling
  | { do: 'decideAgain'; code: PolicyCode; context: Record<string, unknown>; state: unknown; draws: number[] } // one decision, of no run; state null: as before the first → Again or the problems of a Compiling
  | { do: 'fork' } // a new branch from the playhead on, without the commands that come later on this one
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'selectBranch'; branch: number }
  | { do: 'nameBranch'; branch: number; name: string }
  | { do: 'removeBranch'; branch: number }
  | { do: 'compare'; branch: number | null }
  | { do: 'probe'; session: Session; fromUs: number; untilUs: number } // plays its active branch, whatever is open, and pushes each decision from fromUs on before it is taken
  | { do: 'query'; query: Query }
  | { do: 'run' } // → RunValue and Fingerprint of the active branch up to the playhead
  | { do: 'session' } // → Session
/** Answers: `value` is what the request's comment says, or null. An error is a code with parameters, never a sentence. */
export type LabAnswer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; code: string; params: Record<string, string | number> }
/** Of code null: no id. */
export type Compiling = { ok: true; id: string | null; exports: string[] } | { ok: false; problems: Problem[] }
export type Verification = 'verified' | 'otherEngine' | 'altered' | 'unstated'
export interface Opened {
  topology: Topology
  verification: Verification
  scenario: Scenario
}
/** Policy code that is about to decide; `events`: of the run, the one that is under way included. */
export interface Deciding {
  code: string
  contract: ContractName
  file: string
  atUs: number
  events: number
}
export type LabPush =
  | { push: 'frame'; frame: Frame }
  | { push: 'status'; status: LabStatus }
  | { push: 'progress'; atUs: number; toUs: number } // a long seek under way
  | { push: 'alive' } // another long job is
  | { push: 'deciding'; deciding: Deciding }
export type LabMessage = { id: number; request: LabRequest }
