/** From what a teacher fills in to an assignment with its key. */
import type { Assignment, Work } from '../../classroom/homework/assignment'
import { goalsFrom } from '../../classroom/homework/assignment'
import type { Made } from '../../classroom/homework/make'
import { lessonWork, makeAssignment } from '../../classroom/homework/make'
import { lessonOf } from '../../classroom/homework/open'
import { contractsOf } from '../../lessons/attempt'
import type { Lesson } from '../../lessons/lesson'
import { plainText } from '../../lessons/text/lessonText'
import { loadPreset, presetOf } from '../../scenarios/presets'
import { FaultlineError } from '../../kernel'
import { houseFiles } from '../course/house'
import { activeLanguage } from '../words'

/** With that past computed, no chart is empty. */
const OPEN_S = 10

export type About =
  | { kind: 'lesson'; slug: string; carried: boolean }
  | { kind: 'preset'; id: string; goals: string; forS: number; settings: boolean }

export interface Form extends Pick<Assignment, 'title' | 'note' | 'acts' | 'contracts'> {
  publicSeeds: number
  hiddenSeeds: number
}

/** Throws assignment.unknownLesson. */
export async function houseLesson(slug: string): Promise<Lesson> {
  const files = await houseFiles(slug)
  if (!files) throw new FaultlineError('assignment.unknownLesson', { got: slug })
  return lessonOf(files, activeLanguage())
}
/** What a lesson lets learners do, and what it is called: how the form begins. */
export function suggested({ spec, text }: Lesson): Pick<Form, 'title' | 'acts' | 'contracts'> {
  return { title: plainText(text.title).trim(), acts: spec.controls.acts, contracts: contractsOf(spec) }
}

/** Throws goals.text, goals.invalid, assign.nothing, and what makeAssignment does. */
export async function made(about: About, form: Form): Promise<Made> {
  const work =
    about.kind === 'lesson' ? lessonWork(await houseLesson(about.slug), about.carried) : await presetWork(about)
  if (about.kind === 'preset' && form.acts.length + form.contracts.length === 0 && !about.settings)
    throw new FaultlineError('assign.nothing')
  return makeAssignment({ ...form, work, secret: crypto.getRandomValues(new Uint8Array(16)) })
}

async function presetWork({ id, goals, forS, settings }: About & { kind: 'preset' }): Promise<Work> {
  await loadPreset(id)
  const scenario = presetOf(id)
  if (!scenario) throw new FaultlineError('run.unknownPreset', { field: 'scenario', problem: 'unknownPreset', got: id })
  return {
    kind: 'scenario',
    scenario,
    seed: 1,
    openS: Math.min(OPEN_S, forS / 2),
    horizonS: forS,
    goals: goalsFrom(goals),
    panels: ['code', 'traces', 'signals', 'verdicts', ...(settings ? (['settings'] as const) : [])],
    view: 'service',
    charts: ['consistency', 'availability', 'latency'],
  }
}
