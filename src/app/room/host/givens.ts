/** What can be given, as the form has it, and as it is given. */
import type { Given } from '../../../classroom/documents/lead'
import { actions } from '../../actions'
import { houseLessons } from '../../course/house'
import { FIRST_PRESET, FIRST_SEED } from '../../shell/presetIds'
import { savedNow } from '../../shell/share/sharedRun'
import { useLab } from '../../store'
import { words } from '../../words'

export interface GivenAsked {
  kind: 'lesson' | 'outside' | 'preset' | 'run'
  lesson: string
  /** A lesson from a file, as it is given. */
  outside: (Given & { kind: 'outside' }) | null
  preset: string
  seed: number
  title: string
  /** Of a run: without what was done to it. */
  fresh: boolean
}
export function givenAsked(): GivenAsked {
  const [first] = houseLessons()
  return {
    kind: 'preset',
    lesson: first?.slug ?? '',
    outside: null,
    preset: FIRST_PRESET,
    seed: FIRST_SEED,
    title: '',
    fresh: false,
  }
}

/** The run in the teacher's lab as link text; null where the lab is empty or the run too long. */
export async function labLink(): Promise<string | null> {
  if (!useLab.getState().opened) return null
  try {
    return await actions().encoded(await savedNow(''), 'link')
  } catch {
    return null
  }
}
export function labTitle(): string {
  const id = useLab.getState().opened?.topology.scenarioId
  return id === undefined ? '' : words().shell.presetName(id)
}
/** null: nothing that could be given. */
export async function givenFrom({
  kind,
  lesson,
  outside,
  preset,
  seed,
  title,
  fresh,
}: GivenAsked): Promise<Given | null> {
  if (kind === 'lesson') return lesson === '' ? null : { kind, lesson }
  if (kind === 'outside') return outside
  if (kind === 'preset') return { kind, preset, seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : FIRST_SEED }
  const link = await labLink()
  return link === null ? null : { kind: fresh ? 'scenario' : 'run', link, title: title.trim() || labTitle() }
}
