import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createActor, initialTransition, transition } from 'xstate'
import type { FlowEvent, FlowInput } from '../../../src/app/lesson/flow'
import { flowInput, isHeld, isSectionDone, lessonFlow, sectionsOf } from '../../../src/app/lesson/flow'
import { freshLesson, SECTIONS } from '../../../src/lessons/progress'

const INPUT: FlowInput = {
  predictions: ['share'],
  steps: ['cut', 'watch'],
  at: 'question',
  visited: ['question'],
  committed: [],
  stepsDone: [],
  passed: false,
  unsaid: [],
}
/** Where these events lead, and what the chart knows then. */
function after(events: FlowEvent[], input: Partial<FlowInput> = {}) {
  const actor = createActor(lessonFlow, { input: { ...INPUT, ...input } }).start()
  for (const event of events) actor.send(event)
  const { value, context } = actor.getSnapshot()
  return { value, context }
}
const NEXT: FlowEvent = { type: 'NEXT' }
const WHOLE_WAY: FlowEvent[] = [
  NEXT,
  { type: 'COMMIT', prediction: 'share' },
  NEXT,
  { type: 'STEP', step: 'cut' },
  { type: 'STEP', step: 'watch' },
  NEXT,
  NEXT,
  NEXT,
]

describe('the way through a lesson', () => {
  test('leads from the question to the change, and from a pass to the field and the sandbox', () => {
    expect(after([]).value).toBe('question')
    expect(after(WHOLE_WAY).value).toEqual({ change: 'choosing' })
    const passed: FlowEvent[] = [...WHOLE_WAY, { type: 'CHECK', seeds: 12 }, { type: 'CHECKED', passed: true }]
    expect(after(passed).value).toEqual({ change: 'passed' })
    expect(after([...passed, NEXT]).value).toBe('field')
    expect(after([...passed, NEXT, NEXT, NEXT, NEXT]).value).toBe('again')
  })

  test('goes on from a prediction only once it is committed, and from the experiment once its steps are done', () => {
    expect(after([NEXT, NEXT]).value).toBe('prediction')
    expect(after([NEXT, { type: 'COMMIT', prediction: 'share' }, NEXT, NEXT]).value).toBe('experiment')
  })

  test('holds the run until the prediction is committed, unless one jumps past it', () => {
    expect(isHeld(after([]).context)).toBe(true)
    expect(isHeld(after([NEXT]).context)).toBe(true)
    expect(isHeld(after([NEXT, { type: 'COMMIT', prediction: 'share' }]).context)).toBe(false)
    expect(isHeld(after([{ type: 'JUMP', to: 'change' }]).context)).toBe(false)
    expect(isHeld(after([], { predictions: [] }).context)).toBe(false)
  })

  test('lets anybody jump anywhere', () => {
    for (const to of SECTIONS) {
      const { value } = after([{ type: 'JUMP', to }])
      expect(typeof value === 'string' ? value : Object.keys(value)[0]).toBe(to)
    }
  })

  test('passes over what a lesson has nothing for', () => {
    expect(sectionsOf({ predictions: [], steps: [], unsaid: [] })).not.toContain('experiment')
    expect(after([NEXT], { predictions: [], steps: [] }).value).toBe('explanation')
    expect(
      after([NEXT], { predictions: [], steps: [], unsaid: ['explanation', 'field', 'ask', 'again'] }).value,
    ).toEqual({
      change: 'choosing',
    })
    expect(after([{ type: 'JUMP', to: 'seen' }], { predictions: [] }).value).toBe('question')
  })

  test('comes to one of its states, whatever happens in whatever order', () => {
    const events = fc.oneof<fc.Arbitrary<FlowEvent>[]>(
      fc.constant(NEXT),
      fc.constantFrom(...SECTIONS).map((to) => ({ type: 'JUMP', to })),
      fc.constantFrom('cut', 'watch').map((step) => ({ type: 'STEP', step })),
      fc.constantFrom<FlowEvent>(
        { type: 'COMMIT', prediction: 'share' },
        { type: 'CHECK', seeds: 12 },
        { type: 'PLAYED', seeds: 3 },
        { type: 'CHECKED', passed: true },
        { type: 'CHECKED', passed: false },
        { type: 'CANCEL' },
        { type: 'CHANGED' },
      ),
    )
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (all) => {
        let [snapshot] = initialTransition(lessonFlow, INPUT)
        for (const event of all) {
          const { passed } = snapshot.context
          ;[snapshot] = transition(lessonFlow, snapshot, event)
          expect(snapshot.status).toBe('active')
          const { value } = snapshot
          expect(typeof value === 'string' ? value : Object.keys(value)[0]).toBe(snapshot.context.at)
          if (passed) expect(snapshot.context.passed, 'what was passed stays so').toBe(true)
        }
      }),
    )
  })
})

describe('a check', () => {
  const checking: FlowEvent[] = [
    { type: 'JUMP', to: 'change' },
    { type: 'CHECK', seeds: 12 },
  ]
  test('counts its seeds, and can be cancelled', () => {
    const { value, context } = after([...checking, { type: 'PLAYED', seeds: 5 }])
    expect(value).toEqual({ change: 'checking' })
    expect(context.seeds).toEqual({ played: 5, of: 12 })
    expect(after([...checking, { type: 'CANCEL' }]).value).toEqual({ change: 'choosing' })
  })

  test('of something that was changed since says nothing any more', () => {
    expect(after([...checking, { type: 'CHANGED' }, { type: 'CHECKED', passed: true }]).value).toEqual({
      change: 'choosing',
    })
    expect(after([...checking, { type: 'CHECKED', passed: false }, { type: 'CHANGED' }]).value).toEqual({
      change: 'choosing',
    })
  })

  test('that fails can be tried again, and a pass stays one', () => {
    const failed: FlowEvent[] = [...checking, { type: 'CHECKED', passed: false }]
    expect(after(failed).value).toEqual({ change: 'failed' })
    expect(isSectionDone(after(failed).context, 'change')).toBe(false)
    const { value, context } = after([
      ...failed,
      { type: 'CHECK', seeds: 12 },
      { type: 'CHECKED', passed: true },
      { type: 'CHECK', seeds: 12 },
      { type: 'CHECKED', passed: false },
    ])
    expect(value).toEqual({ change: 'failed' })
    expect(isSectionDone(context, 'change')).toBe(true)
  })
})

describe('coming back', () => {
  const spec = {
    predictions: [{ id: 'share', kind: 'choice' as const, options: [] }],
    experiment: [{ id: 'cut', act: 'look' as const, watch: 'map' as const }],
  }
  test('stands where one left, with what was done', () => {
    const kept = { ...freshLesson(), at: 'explanation' as const, steps: ['cut', 'gone'] }
    expect(flowInput(spec, kept)).toMatchObject({ at: 'explanation', stepsDone: ['cut'], committed: [] })
  })
  test('stands where the address asks for', () => {
    expect(flowInput(spec, freshLesson(), 'change').at).toBe('change')
  })
  test('begins at the question where a section is gone', () => {
    const kept = { ...freshLesson(), at: 'seen' as const }
    expect(flowInput({ ...spec, predictions: [] }, kept).at).toBe('question')
  })
})
