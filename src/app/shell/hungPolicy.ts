/**
 * What is done when a run that carries learners' code hangs: the run is played once more in a worker that says which code is about
 * to decide, until that one hangs too; then the run goes on without the code that was named last, stopped just before that moment.
 */
import type { StampedCommand } from '../../cluster/command'
import type { Deciding, RunValue, Session } from '../../lab/protocol'
import { LIMITS } from '../../scenarios/limits'
import type { LabState } from '../store'
import type { LabConnection } from './labConnection'
import type { Patience } from './watchdog'
import { Watchdog } from './watchdog'

/** Virtual time beyond what is known of a run in which the code that hung is looked for. */
const SEARCHED_BEYOND_US = 60_000_000

/** What the page had when the code fell silent. */
export interface Silence {
  opening: { run: RunValue } | { session: Session } | null
  kept: Session | null
  busy: { atUs: number; toUs: number } | null
  timeUs: number
  /** Where time was to go. */
  soughtUs: number
}
/** The run to go on with, and what is to be told; null where there is none. */
export async function withoutHang(
  { opening, kept, busy, timeUs, soughtUs }: Silence,
  connect: () => LabConnection,
): Promise<{ session: Session; problem: NonNullable<LabState['problem']> } | null> {
  const session = opening ? ('run' in opening ? sessionOf(opening.run) : opening.session) : kept
  if (!session) return null
  const knownUs = busy?.atUs ?? (opening ? 0 : timeUs)
  const endUs = Math.max(soughtUs, busy?.toUs ?? 0, ...session.branches.map((branch) => branch.endUs))
  const hang = await findHang(session, knownUs, Math.min(endUs + SEARCHED_BEYOND_US, LIMITS.horizonUs), connect)
  if (!hang) return { session, problem: { code: 'crashed', params: { what: 'no answer' } } }
  const { contract, file, atUs } = hang
  return { session: withStop(session, hang), problem: { code: 'policyHung', params: { contract, file, atUs } } }
}

/** Plays through to `untilUs`; null where nothing hangs. All up to `knownUs` was seen before. */
export async function findHang(
  session: Session,
  knownUs: number,
  untilUs: number,
  connect: () => LabConnection,
  patience?: Patience,
): Promise<Deciding | null> {
  // Told from the beginning only where the shorter way names nobody: a message for each decision takes its time.
  for (const fromUs of knownUs > 0 ? [knownUs, 0] : [0]) {
    const { hung, last } = await probed(connect(), session, fromUs, untilUs, patience)
    if (!hung) return null
    if (last) return last
  }
  return null
}

function probed(
  connection: LabConnection,
  session: Session,
  fromUs: number,
  untilUs: number,
  patience?: Patience,
): Promise<{ hung: boolean; last: Deciding | null }> {
  let last: Deciding | null = null
  connection.onPush((push) => {
    if (push.push === 'deciding') last = push.deciding
  })
  return new Promise((resolve) => {
    const end = (hung: boolean): void => {
      resolve({ hung, last })
      dog.stop()
      connection.terminate()
    }
    const dog = new Watchdog(connection, () => end(true), patience)
    connection.request({ do: 'probe', session, fromUs, untilUs }).then(
      () => end(false),
      () => end(false),
    )
  })
}

/** The run with that code stopped just before the decision; the playhead stands there. */
export function withStop(session: Session, { code, atUs, events }: Deciding): Session {
  const branches = session.branches.map((branch) => {
    if (branch.id !== session.active) return branch
    const at = branch.commands.findLastIndex(
      (one) => one.atUs < atUs || (one.atUs === atUs && one.afterEvents < events),
    )
    const before = at < 0 ? 0 : branch.commands[at].afterEvents
    // Counts of a run that was never played may not fit: then only the time before it is sure.
    const stamp = before < events ? { atUs, afterEvents: events - 1 } : { atUs: atUs - 1, afterEvents: before }
    const stop: StampedCommand = { ...stamp, command: { kind: 'stopPolicy', code } }
    return { ...branch, commands: branch.commands.toSpliced(at + 1, 0, stop), endUs: Math.max(branch.endUs, atUs) }
  })
  return { ...session, branches, playheadUs: atUs }
}

/** A run as a session of one branch. */
export function sessionOf({ commands, horizonUs, ...run }: RunValue): Session {
  const trunk = { id: 0, parent: null, forkAtUs: 0, name: null, commands, endUs: horizonUs }
  return { ...run, branches: [trunk], active: 0, compare: null, playheadUs: horizonUs }
}
