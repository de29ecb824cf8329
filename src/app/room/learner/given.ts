/** Opens what was given, once: after a reload the learner's run of it comes back as it was left. */
import type { Given } from '../../../classroom/documents/lead'
import type { RunValue } from '../../../lab/protocol'
import { ENGINE_VERSION } from '../../../scenarios/engineVersion'
import type { SavedRun } from '../../../scenarios/run'
import { useLessonMode } from '../../lessonMode'
import type { LabSession } from '../../shell/labSession'
import { labSession } from '../../shell/labSession'
import { FIRST_PRESET, FIRST_SEED, OPEN_AT_US } from '../../shell/presetIds'
import { lessonTab, savedRuns } from '../../shell/runStore'
import { connectWorker } from '../../shell/workerConnection'
import { useLab, useView } from '../../store'
import { room } from '../session'
import { roomNowMs, useRoom } from '../roomStore'

/** What lies under this name is a room's: the sandbox and lessons have names of their own. */
const tabOf = (name: string, n: number): string => lessonTab(name, `given-${n}`)

/** `given` null: nothing yet, and so the lab with its first story. */
export async function openGiven(name: string, n: number, given: Given | null): Promise<void> {
  const lab = labSession(connectWorker)
  const tab = tabOf(name, n)
  useView.getState().set({ embedded: false, panel: 'none' })
  await lab.keepAs(tab)
  useLessonMode.setState({ owns: true })
  const kept = (await savedRuns()).find((run) => run.tab === tab)
  const isBack = kept !== undefined && (await done(lab.restore(kept.session)))
  if (!isBack && !(await openFresh(lab, given))) {
    useLab.setState({ problem: { code: 'room.broken', params: {} } })
    return
  }
  const title = titleOf(given)
  const { mine } = useRoom.getState()
  if (mine.run?.n !== n)
    room().write('mine', 'run', { n, title, link: null, atMs: Math.max(0, Math.round(roomNowMs())) })
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
function titleOf(given: Given | null): string {
  if (given?.kind === 'scenario' || given?.kind === 'run') return given.title
  return given?.kind === 'preset' ? given.preset : FIRST_PRESET
}
