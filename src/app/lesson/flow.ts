/**
 * The way through a lesson as a statechart: question, prediction, experiment, what happened, why, change and check, the field, one
 * question, and the sandbox. It knows what is done and what comes next; nothing is locked, every section can be jumped to. What runs
 * (the lab, the check's workers) tells it by events; no actor of it waits for anything.
 */
import { assign, setup } from 'xstate'
import type { LessonSpec } from '../../lessons/lesson'
import type { LessonProgress, Section } from '../../lessons/progress'
import { SECTIONS } from '../../lessons/progress'

export interface FlowInput {
  predictions: string[]
  steps: string[]
  at: Section
  visited: Section[]
  committed: string[]
  stepsDone: string[]
  passed: boolean
  /** Sections that it is without. */
  unsaid: Section[]
}
export interface FlowContext extends FlowInput {
  seeds: { played: number; of: number } // of the check under way, or the last one
}
export type FlowEvent =
  | { type: 'NEXT' }
  | { type: 'JUMP'; to: Section }
  | { type: 'COMMIT'; prediction: string }
  | { type: 'STEP'; step: string } // was done
  | { type: 'CHECK'; seeds: number }
  | { type: 'PLAYED'; seeds: number }
  | { type: 'CHECKED'; passed: boolean }
  | { type: 'CANCEL' }
  | { type: 'CHANGED' } // another choice, act, code or answer: what was checked is no more

const has = (all: readonly string[], done: readonly string[]): boolean => all.every((one) => done.includes(one))

/** Sections that this lesson has something for. */
export function sectionsOf({
  predictions,
  steps,
  unsaid,
}: Pick<FlowInput, 'predictions' | 'steps' | 'unsaid'>): Section[] {
  return SECTIONS.filter((section) => {
    if (unsaid.includes(section)) return false
    if (section === 'prediction' || section === 'seen') return predictions.length > 0
    return section !== 'experiment' || steps.length > 0
  })
}
export function nextSection(context: FlowInput, from: Section): Section | null {
  const sections = sectionsOf(context)
  return sections[sections.indexOf(from) + 1] ?? null
}

/** Whether a section has been gone through: its work done, where it asks for some, else that one has been there. */
export function isSectionDone(context: FlowInput, section: Section): boolean {
  if (section === 'prediction') return has(context.predictions, context.committed)
  if (section === 'experiment') return has(context.steps, context.stepsDone)
  if (section === 'change') return context.passed
  return context.visited.includes(section) && section !== context.at
}

/** Nothing may run before what is asked here has been answered. */
export function isHeld(context: FlowInput): boolean {
  return (context.at === 'question' || context.at === 'prediction') && !has(context.predictions, context.committed)
}

const machine = setup({
  types: { context: {} as FlowContext, events: {} as FlowEvent, input: {} as FlowInput },
  guards: {
    jumpsTo: ({ context, event }, { section }: { section: Section }) =>
      event.type === 'JUMP' && event.to === section && sectionsOf(context).includes(section),
    stands: ({ context }, { section }: { section: Section }) => context.at === section,
    passed: ({ event }) => event.type === 'CHECKED' && event.passed,
  },
  actions: {
    arrive: assign(({ context }, { section }: { section: Section }) => ({
      at: section,
      visited: SECTIONS.filter((one) => one === section || context.visited.includes(one)),
    })),
    commit: assign(({ context, event }) =>
      event.type === 'COMMIT' ? { committed: [...new Set([...context.committed, event.prediction])] } : {},
    ),
    step: assign(({ context, event }) =>
      event.type === 'STEP' ? { stepsDone: [...new Set([...context.stepsDone, event.step])] } : {},
    ),
    begin: assign(({ event }) => (event.type === 'CHECK' ? { seeds: { played: 0, of: event.seeds } } : {})),
    count: assign(({ context, event }) =>
      event.type === 'PLAYED' ? { seeds: { ...context.seeds, played: event.seeds } } : {},
    ),
    pass: assign({ passed: true }),
  },
})

/** Forward to whichever section follows, once what this one asks for is done. */
const onward = (from: Section, isDone: (context: FlowContext) => boolean = () => true) =>
  SECTIONS.slice(SECTIONS.indexOf(from) + 1).map((section) => ({
    target: `#lesson.${section}`,
    guard: ({ context }: { context: FlowContext }) => isDone(context) && nextSection(context, from) === section,
  }))
const entry = (section: Section) => [{ type: 'arrive' as const, params: { section } }]

export const lessonFlow = machine.createMachine({
  id: 'lesson',
  context: ({ input }) => ({ ...input, seeds: { played: 0, of: 0 } }),
  initial: 'arriving',
  on: {
    JUMP: SECTIONS.map((section) => ({
      target: `.${section}`,
      guard: { type: 'jumpsTo' as const, params: { section } },
    })),
    COMMIT: { actions: 'commit' },
    STEP: { actions: 'step' },
  },
  states: {
    arriving: {
      always: SECTIONS.map((section) => ({ target: section, guard: { type: 'stands' as const, params: { section } } })),
    },
    question: { entry: entry('question'), on: { NEXT: onward('question') } },
    prediction: {
      entry: entry('prediction'),
      on: { NEXT: onward('prediction', (c) => has(c.predictions, c.committed)) },
    },
    experiment: { entry: entry('experiment'), on: { NEXT: onward('experiment', (c) => has(c.steps, c.stepsDone)) } },
    seen: { entry: entry('seen'), on: { NEXT: onward('seen') } },
    explanation: { entry: entry('explanation'), on: { NEXT: onward('explanation') } },
    change: {
      entry: entry('change'),
      initial: 'choosing',
      on: { NEXT: onward('change') },
      states: {
        choosing: { on: { CHECK: { target: 'checking', actions: 'begin' } } },
        checking: {
          on: {
            PLAYED: { actions: 'count' },
            CHECKED: [{ target: 'passed', guard: 'passed', actions: 'pass' }, { target: 'failed' }],
            CANCEL: 'choosing',
            CHANGED: 'choosing',
          },
        },
        failed: { on: { CHECK: { target: 'checking', actions: 'begin' }, CHANGED: 'choosing' } },
        passed: { on: { CHECK: { target: 'checking', actions: 'begin' }, CHANGED: 'choosing' } },
      },
    },
    field: { entry: entry('field'), on: { NEXT: onward('field') } },
    ask: { entry: entry('ask'), on: { NEXT: onward('ask') } },
    again: { entry: entry('again') },
  },
})

/** Where a learner comes back to. */
export function flowInput(
  spec: Pick<LessonSpec, 'predictions' | 'experiment'>,
  kept: LessonProgress,
  asked: Section | null = null,
  unsaid: Section[] = [],
): FlowInput {
  const predictions = spec.predictions.map(({ id }) => id)
  const steps = spec.experiment.map(({ id }) => id)
  const sections = sectionsOf({ predictions, steps, unsaid })
  const wanted = asked ?? kept.at
  return {
    predictions,
    steps,
    at: sections.includes(wanted) ? wanted : 'question',
    visited: kept.visited,
    committed: predictions.filter((id) => id in kept.predictions),
    stepsDone: steps.filter((id) => kept.steps.includes(id)),
    passed: kept.passedAtMs !== null,
    unsaid,
  }
}
