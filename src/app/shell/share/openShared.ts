/**
 * Opens a run from a link or a file: decoded, validated, then replayed with its fingerprint verified, and the visitor is
 * told what was found. A run of another engine version is offered, not opened: its figures may differ; so is one that carries code.
 * Whatever is wrong with it, the run that was open stays untouched.
 */
import { ENGINE_VERSION } from '../../../scenarios/engineVersion'
import { LIMITS } from '../../../scenarios/limits'
import type { SavedRun } from '../../../scenarios/run'
import { moveTo } from '../../graph/positionStore'
import { useLab, useView } from '../../store'
import { withItsWords, words } from '../../words'
import type { LabSession } from '../labSession'
import { tookSession } from '../tookSession'
import { IN_FRAME_NAME } from './sharedRun'
import { viewToShow } from './savedView'

/** True when the run was opened. */
export async function openLink(link: string, session: LabSession): Promise<boolean> {
  return link === IN_FRAME_NAME ? openDecoded('file', window.name, session) : openDecoded('link', link, session)
}

export async function openFile(file: File, session: LabSession): Promise<boolean> {
  if (await tookSession(file)) return false
  if (file.size > 4 * LIMITS.textCharacters) {
    useLab.setState({ problem: { code: 'file.tooLong', params: { got: file.size } } })
    return false
  }
  const before = useLab.getState().opened ? await session.session().catch(() => null) : null
  const text = await file.text().catch(() => null)
  if (text === null) {
    useLab.setState({ problem: { code: 'file.unreadable', params: {} } })
    return false
  }
  const opened = await openDecoded('file', text, session)
  if (opened || useLab.getState().offer) await bringBeside(text, opened)
  if (opened && before) useLab.setState({ previous: before })
  return opened
}

/** A learner's progress that lies beside the run comes to what this browser has, and is told with the run. */
async function bringBeside(text: string, opened: boolean): Promise<void> {
  if (!text.includes('"progress"')) return
  const [{ progressBeside }, { bringProgress }] = await withItsWords(
    Promise.all([import('../../../lessons/takenHome'), import('../../lesson/progressStore')]),
  )
  const found = progressBeside(text)
  if (!found) return
  bringProgress(found.progress)
  const { notice } = useLab.getState()
  const of = opened && notice ? words().shell.notice(notice.code, notice.params) : ''
  const also = words().share.progress(Object.keys(found.progress.lessons).length, found.aside.length)
  useLab.setState({ notice: { code: 'brought', params: { text: `${of} ${also}`.trim() }, undo: false } })
}

async function openDecoded(from: 'link' | 'file', text: string, session: LabSession): Promise<boolean> {
  let saved: SavedRun
  try {
    saved = (await session.request({ do: 'decode', from, text })) as SavedRun
  } catch {
    return false // told by the session
  }
  if (saved.run.engine !== ENGINE_VERSION || Object.keys(saved.run.policies).length > 0) {
    useLab.setState({ offer: saved })
    return false
  }
  return openSaved(saved, session)
}

export async function openSaved(saved: SavedRun, session: LabSession): Promise<boolean> {
  const view = useView.getState()
  view.set({ playing: false })
  try {
    const verification = await session.open(saved.run, saved.fingerprint)
    const playheadUs = saved.view?.playheadUs
    if (playheadUs !== undefined) await session.seek(Math.min(playheadUs, saved.run.horizonUs))
    const topology = useLab.getState().opened?.topology
    if (saved.view && topology) {
      view.set(viewToShow(saved.view, topology))
      if (saved.view.moved) moveTo(topology.scenarioId, saved.view.moved)
    }
    const params = { ours: ENGINE_VERSION, theirs: saved.run.engine }
    useLab.setState({
      caption: saved.view?.caption ?? null,
      notice: { code: verification, params, undo: false },
    })
    return true
  } catch {
    return false // told by the session
  }
}
