/** What the page may ask about the run, and what it is told. */
import type { MessageId } from '../../cluster/command'
import type { Kept, Story, Trace } from '../../telemetry'
import type { DecisionId, DecisionsQuestion } from '../decisions/told'

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
  isWhole: boolean // false: the branch ends before all of them had to be over, so that later there may be more
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
