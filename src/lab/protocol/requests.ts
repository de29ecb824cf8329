/** What the page asks for, how it is answered, and what it is told unasked. */
import type { Command, PolicyReach, StampedCommand } from '../../cluster/command'
import type { ContractName } from '../../decisions'
import type { PolicyCode } from '../../policies'
import type { Problem } from '../../policies/compiler'
import type { ModeName, ReplicationSpec } from '../../scenarios/modes'
import type { Fingerprint, RunValue, SavedRun, Session } from '../../scenarios/run'
import type { Scenario } from '../../scenarios/scenario'
import type { InstrumentFormat } from '../instrumentFormats'
import type { Frame } from './frame'
import type { Query } from './questions'
import type { LabStatus } from './status'
import type { Topology } from './topology'

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
  | { do: 'reconfigure'; scenario: Scenario } // the same in this scenario: the open one with its calls set otherwise → Opened
  | { do: 'decode'; from: 'link' | 'file'; text: string } // → SavedRun, whatever is open
  | { do: 'encode'; to: 'link' | 'file'; saved: SavedRun } // → the text
  | { do: 'recorded'; run: RunValue; mode: ModeName; journey: string } // the history of that journey in the whole run, its store in that mode → text, as jepsen-edn
  | { do: 'instruments'; run: RunValue; format: InstrumentFormat } // traces and metrics of the whole run for other tools → text
  | { do: 'contrast'; run: RunValue; mode: ModeName } // the whole run with its store in that mode, whatever is open → ContrastRow
  | { do: 'receive'; commands: StampedCommand[] } // others' commands, for times that mostly lie ahead
  | { do: 'seek'; atUs: number }
  | { do: 'step'; to: 'event' | 'message' | 'change' }
  | { do: 'command'; command: Command } // at the playhead; before the branch's end it forks
  | { do: 'compilePolicy'; code: PolicyCode } // → Compiling, whatever is open; nothing of it runs
  | { do: 'setPolicy'; contract: ContractName; code: PolicyCode | null; reach: PolicyReach; state?: 'keep' | 'reset' } // at the playhead, as a command is, where it compiles; null: what is built in → Compiling
  | { do: 'decideAgain'; code: PolicyCode; context: Record<string, unknown>; state: unknown; draws: number[] } // one decision, of no run; state null: as before the first → Again or the problems of a Compiling
  | { do: 'reveal'; by: string } // what was concealed under this name is told from now on, on every branch
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
  | { do: 'carry' } // → Carried: the playhead's moment, for another machine; null: too large
  | { do: 'stand'; bytes: Uint8Array; untilUs: number } // at the moment that these carry, if it is one of this run and not after → Fingerprint; null: it is none, and nothing has changed
/** Answers: `value` is what the request's comment says, or null. An error is a code with parameters, never a sentence. */
export type LabAnswer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; code: string; params: Record<string, string | number> }
export interface Carried {
  bytes: Uint8Array<ArrayBuffer>
  fingerprint: Fingerprint
}
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
