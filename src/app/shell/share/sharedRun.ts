/** The open run as link, file text and snippet for another site. */
import type { SavedRun } from '../../../scenarios/run'
import { actions } from '../../actions'
import { useLab, useView } from '../../store'
import { viewToSave } from './savedView'

/** Longer links are cut by mail programs and chats: a file is offered instead. */
export const LINK_CHARACTERS_MAX = 8000
/** In place of link text: a run too long for one, which whoever made this frame gave it as its name. */
export const IN_FRAME_NAME = 'frame-name'

export async function savedNow(caption: string): Promise<SavedRun> {
  const { run, fingerprint } = await actions().currentRun()
  const playheadUs = useLab.getState().status?.timeUs ?? run.horizonUs
  const scenarioId = typeof run.scenario === 'string' ? run.scenario : run.scenario.id
  const view = viewToSave(useView.getState(), scenarioId, Math.min(playheadUs, run.horizonUs), caption)
  return { run, fingerprint, view }
}

/** The whole address; null when it would be too long. */
export async function linkTo(saved: SavedRun, page: string): Promise<string | null> {
  const text = await actions()
    .encoded(saved, 'link')
    .catch(() => null)
  if (text === null) return null
  const link = `${page.split('#')[0]}#/lab?run=${text}`
  return link.length > LINK_CHARACTERS_MAX ? null : link
}
/** The same, with fewer panels. */
export const embedded = (link: string): string => `${link}&embed`

export function snippet(link: string): string {
  const address = link.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  return `<iframe src="${address}" width="960" height="640" style="border:1px solid #ccc" title="Faultline" loading="lazy"></iframe>`
}

/** Throws file.tooLong. */
export function fileText(saved: SavedRun): Promise<string> {
  return actions().encoded(saved, 'file')
}

export function fileName(saved: SavedRun): string {
  const scenario = typeof saved.run.scenario === 'string' ? saved.run.scenario : saved.run.scenario.id
  return `faultline-${scenario}-${saved.run.seed}.json`
}
