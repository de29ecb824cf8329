/**
 * What the page can do to the lab, as plain functions: every button, key, menu and palette entry calls one of these and
 * nothing else, so that mouse, touch, keyboard and palette stay equal. Implemented by labSession.ts over the worker.
 */
import type { Command, StampedCommand } from '../cluster/command'
import type { ModeName, ReplicationSpec } from '../scenarios/modes'
import type { BreakerView } from '../lab/breakerView'
import type { HistoryAsked, HistoryPiece } from '../lab/judging/feed'
import type { StreamView } from '../lab/lineView'
import type { PolicyView } from '../lab/policyView'
import type { ScreenView } from '../lab/screenView'
import type { Scenario } from '../scenarios/scenario'
import type { StoreView } from '../lab/storeViews/views'
import type { PolicyCode } from '../policies'
import type {
  Again,
  Compiling,
  DecisionId,
  DecisionRow,
  DecisionTold,
  DecisionsQuestion,
  LabRequest,
  OperationRow,
  PoolMember,
  RecordRow,
  RunValue,
  SavedRun,
  Session,
  SpaceTime,
  Trace,
  TracesAnswer,
  TracesQuestion,
  Verification,
} from '../lab/protocol'

export type PolicyAsked = Omit<LabRequest & { do: 'setPolicy' }, 'do'>

export type DecidedAgain = Omit<LabRequest & { do: 'decideAgain' }, 'do'>

/** What is asked of the open run, and changes nothing of it. */
export interface LabQuestions {
  compilePolicy(code: PolicyCode): Promise<Compiling> // nothing of it runs, nothing is told to the visitor
  decisions(asked: DecisionsQuestion): Promise<DecisionRow[]> // in the order in which they were taken
  decision(id: DecisionId): Promise<DecisionTold | null> // in full; null: the branch has no such decision
  decideAgain(asked: DecidedAgain): Promise<Again | (Compiling & { ok: false })> // one decision, of no run
  nodeDetails(node: number): Promise<{
    fields: { code: string; value: number | string }[]
    keys: { key: number; version: number; value: number; newest: boolean }[]
    pool: PoolMember[]
  }>
  streamView(node: number): Promise<StreamView | null> // null: the node is no stream
  linkDetails(link: number): Promise<{
    fields: { code: string; value: number | string }[]
    messages: {
      id: { origin: number; count: number; path: number }
      type: string
      sentUs: number
      arrivesUs: number
      held: boolean
    }[]
  }>
  screenView(): Promise<ScreenView>
  breakerView(link: number): Promise<BreakerView | null> // null where the link has no breaker
  policyViews(node: number): Promise<PolicyView[]> // empty where the node's calls have none
  operations(q: {
    fromUs: number
    toUs: number
    journey?: number
    only?: 'failed' | 'stale' | 'slow'
    limit: number
  }): Promise<OperationRow[]>
  trace(client: number, count: number): Promise<{ operation: OperationRow; records: RecordRow[]; trace: Trace } | null>
  traces(asked: TracesQuestion): Promise<TracesAnswer>
  underWay(client: number, count: number): Promise<boolean> // whether this operation is open at the playhead
  spaceTime(fromUs: number, toUs: number): Promise<SpaceTime>
  history(asked: HistoryAsked): Promise<HistoryPiece> // what clients saw, for the judge
  storeView(shard: number, logTo: number | null): Promise<StoreView> // logTo: newest entry of the log to show, null: the newest
  currentRun(): Promise<{ run: RunValue; fingerprint: { hex: string; atUs: number; events: number } }>
  session(): Promise<Session>
  encoded(saved: SavedRun, to: 'link' | 'file'): Promise<string> // rejects where it would be too long
}

export interface LabActions extends LabQuestions {
  open(run: RunValue, expect?: { hex: string; atUs: number; events: number }): Promise<Verification>
  restore(session: Session): Promise<void>
  switchMode(mode: ModeName): Promise<void> // opens the run up to the playhead with its store in another replication mode
  replicate(replication: ReplicationSpec): Promise<void> // … with these settings of its replication
  reconfigure(scenario: Scenario): Promise<void> // … in this scenario
  act(command: Command): Promise<void> // at the playhead; shows the notice with Undo and the repair
  receive(commands: StampedCommand[]): Promise<boolean> // stamped by others, for times that mostly lie ahead
  befall(command: Command): Promise<boolean> // at the playhead, by somebody else's hand: nothing is told; false: it could not be done
  reveal(by: string): Promise<boolean> // what was concealed under this name is told from now on
  setPolicy(asked: PolicyAsked): Promise<Compiling> // at the playhead, as an act, where it compiles
  fork(): Promise<void> // plays on from here without the acts that come later on this branch; both stay
  undo(): Promise<void>
  redo(): Promise<void>
  seek(atUs: number): Promise<void>
  step(to: 'event' | 'message' | 'change'): Promise<void>
  selectBranch(branch: number): Promise<void>
  nameBranch(branch: number, name: string): Promise<void>
  removeBranch(branch: number): Promise<void>
  compare(branch: number | null): Promise<void>
  request(request: LabRequest): Promise<unknown>
}

let implementation: LabActions | null = null
/** Called once by labSession.ts (or by a test with its own). */
export function provideActions(actions: LabActions): void {
  implementation = actions
}
export function actions(): LabActions {
  if (!implementation) throw new Error('the lab has not been started')
  return implementation
}
