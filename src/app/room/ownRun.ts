/**
 * Opens a run for the room under a name of its own, apart from the sandbox's and lessons': as this browser or the room kept it, else what
 * was given, else the lab's first story.
 */
import type { Given } from '../../classroom/documents/lead'
import type { RunValue } from '../../lab/protocol'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import type { SavedRun } from '../../scenarios/run'
import { useLessonMode } from '../lessonMode'
import type { RunShelf } from '../roomHold'
import type { LabSession } from '../shell/labSession'
import { labSession } from '../shell/labSession'
import { FIRST_PRESET, FIRST_SEED, OPEN_AT_US } from '../shell/presetIds'
import { lessonTab, savedRuns } from '../shell/runStore'
import { connectWorker } from '../shell/workerConnection'
import { useView } from '../store'

/** False: it could not be opened. `owner`: the room, and of learners which. `shelf`: where the room keeps it. */
export async function openKept(
  owner: string,
  name: string,
  given: Given | null,
  shelf: RunShelf | null = null,
): Promise<boolean> {
  const lab = labSession(connectWorker)
  const tab = lessonTab(owner, name)
  shelf?.stands(null)
  useView.getState().set({ embedded: false, panel: 'none' })
  await lab.keepAs(tab)
  useLessonMode.setState({ owns: true })
  const ours = (await savedRuns()).find((run) => run.tab === tab)?.session ?? null
  const newest = shelf ? shelf.newest(tab, ours) : ours
  // From another device one comes back to where one was, and time does not go on by itself.
  if (newest !== ours) useView.getState().set({ playing: false })
  const opened =
    (newest !== null && (await done(lab.restore(newest)))) ||
    (newest !== ours && ours !== null && (await done(lab.restore(ours)))) ||
    (await openFresh(lab, given))
  if (opened) shelf?.stands(tab)
  return opened
}

async function openFresh(lab: LabSession, given: Given | null): Promise<boolean> {
  if (given?.kind === 'scenario' || given?.kind === 'run') {
    const saved = await decoded(lab, given.link)
    if (!saved) return false
    return done(
      lab.open(
        given.kind === 'scenario' ? fresh(saved.run) : saved.run,
        given.kind === 'run' ? saved.fingerprint : undefined,
      ),
    )
  }
  const preset = given?.kind === 'preset' ? given.preset : FIRST_PRESET
  const seed = given?.kind === 'preset' ? given.seed : FIRST_SEED
  return done(
    lab.open({ engine: ENGINE_VERSION, scenario: preset, seed, policies: {}, commands: [], horizonUs: OPEN_AT_US }),
  )
}
/** Without anything that was done to it. */
function fresh(run: RunValue): RunValue {
  return { ...run, policies: {}, commands: [], horizonUs: Math.min(run.horizonUs, OPEN_AT_US) }
}
async function decoded(lab: LabSession, text: string): Promise<SavedRun | null> {
  try {
    return (await lab.request({ do: 'decode', from: 'link', text })) as SavedRun
  } catch {
    return null // told by the session
  }
}
const done = (opening: Promise<unknown>): Promise<boolean> =>
  opening.then(
    () => true,
    () => false,
  )
