/**
 * Opens what the address asks for: a run from a link, a preset with a seed, or, when it asks for nothing, the run that
 * this browser kept, else the first preset. A run that was open is set aside, not lost. Once opened, the address says
 * only "#/lab", so that a reload brings back the run as it has become, and not as it was linked.
 */
import type { RunValue, Session } from '../../lab/protocol'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import { useLessonMode } from '../lessonMode'
import { useLab, useView } from '../store'
import type { LabSession } from './labSession'
import { FIRST_PRESET, FIRST_SEED, OPEN_AT_US } from './presetIds'
import { presetIds } from '../../scenarios/presets/topics'
import type { Route } from './routes'
import type { SavedRun } from './runStore'
import { isLessons, savedRuns, tabName } from './runStore'

type LabRoute = Route & { at: 'lab' }

function freshRun(scenario: string, seed: number): RunValue {
  return { engine: ENGINE_VERSION, scenario, seed, policies: {}, commands: [], horizonUs: OPEN_AT_US }
}

export async function openRoute(route: LabRoute, session: LabSession): Promise<void> {
  useView.getState().set({ embedded: route.embed })
  await session.keepAs(tabName())
  // A lesson's run stays the lesson's, unless it was taken along.
  const isOwn = useLab.getState().opened !== null && !useLessonMode.getState().owns
  useLessonMode.setState({ owns: false })
  const before = isOwn ? await session.session().catch(() => null) : null
  const asked = route.link !== null || route.preset !== null
  if (!asked) {
    if (!before) await restoreOrFirst(session)
    return
  }
  const opened = route.link === null ? await openPreset(route, session) : await openLinked(route.link, session)
  if (opened && before) useLab.setState({ previous: before })
  if (!opened && !before) {
    const { problem } = useLab.getState() // why it was not opened must outlast what is opened instead
    await restoreOrFirst(session)
    useLab.setState({ problem })
  }
  if (!route.embed) window.history.replaceState(window.history.state, '', '#/lab')
}

async function openPreset(route: LabRoute, session: LabSession): Promise<boolean> {
  const preset = route.preset ?? FIRST_PRESET
  if (!presetIds.includes(preset)) {
    useLab.setState({ problem: { code: 'unknownPreset', params: { preset: preset.slice(0, 60) } } })
    return false
  }
  return openFresh(session, preset, route.seed ?? FIRST_SEED)
}

/** Opens it where its story begins, in one request: an act cannot come in between. */
async function openFresh(session: LabSession, preset: string, seed: number): Promise<boolean> {
  try {
    await session.open(freshRun(preset, seed))
    return true
  } catch {
    return false // the visitor was told by the session
  }
}

async function openLinked(link: string, session: LabSession): Promise<boolean> {
  const { openLink } = await import('./share/openShared')
  return openLink(link, session)
}

async function restoreOrFirst(session: LabSession): Promise<void> {
  const saved = toRestore(useView.getState().embedded ? [] : await savedRuns(), tabName())
  if (saved) {
    try {
      await session.restore(saved)
      return
    } catch {
      // told by the session; a fresh run is better than none
    }
  }
  await openFresh(session, FIRST_PRESET, FIRST_SEED)
}

/** This tab's own run, else the newest of all; lessons keep their own. */
export function toRestore(runs: SavedRun[], tab: string): Session | null {
  const own = runs.filter((run) => !isLessons(run))
  return (own.find((run) => run.tab === tab) ?? own[0])?.session ?? null
}
