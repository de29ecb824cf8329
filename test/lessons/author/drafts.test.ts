/** A draft is shown as soon as it can be, with all that it lacks; hostile ones are told, never thrown. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withBlanks } from '../../../src/lessons/author/blanks'
import { offeredFigures, suggestedBound } from '../../../src/lessons/author/offered'
import { counted, freeName, slugOf, withText } from '../../../src/lessons/author/spec'
import { renamed } from '../../../src/lessons/author/template'
import { readDraft, readLesson } from '../../../src/lessons/load'
import { loadPreset, presetIds, presetOf } from '../../../src/scenarios/presets'
import { soundFiles } from '../sound'
import { draftOf, loses, recordedFiles, shop } from './recorded'

const files = recordedFiles([[3, loses]])

test('a lesson that was just recorded is there, and everything that it lacks is told', () => {
  const { lesson, problems } = readDraft(files)
  expect(lesson?.spec.experiment).toHaveLength(3)
  const told = problems.map(({ field, code }) => `${field}: ${code}`)
  for (const missing of [
    'predictions: lesson.none',
    'goals: lesson.none',
    'solution: lesson.none',
    'question: text.missing',
    'explain: text.missing',
    'hint 1: text.missing',
    'solution: text.missing',
    'field: text.missing',
    'ask: text.missing',
    'again: text.missing',
  ])
    expect(told).toContain(missing)
})
test('no learner is handed it before nothing is missing', () => expect(readLesson(files).lesson).toBeNull())
test('a whole lesson lacks nothing', () => expect(readDraft(soundFiles).problems).toEqual([]))
test('what has no words yet is shown with empty ones', () => {
  const { text } = withBlanks(draftOf({ ...soundFiles, 'text.md': '# Only a title\n' }))
  expect(text.predictions.answered).toEqual({ blocks: [], items: {} })
})

test('hints and further reading are counted in the text', () => {
  const longer = withText(files, (text) =>
    text
      .replace(':::hint{n=1}', ':::hint{n=1}\nLook.\n:::\n\n:::hint{n=2}')
      .replace(':::reading', ':::reading\n- ddia: A book'),
  )
  const { spec } = draftOf(counted(longer, draftOf(longer).spec))
  expect([spec.hints, spec.reading]).toEqual([2, ['ddia']])
  expect(counted(files, draftOf(files).spec)).toBe(files)
})

describe('hostile drafts', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['no JSON', { ...files, 'lesson.json': '{' }],
    ['null', { ...files, 'lesson.json': 'null' }],
    ['inherited names', { ...files, 'lesson.json': '{"__proto__": {"a": 1}}' }],
    ['a scenario that is none', { ...files, 'scenario.json': '[]' }],
    ['far too much', { ...files, 'text.md': 'x'.repeat(500_000) }],
    ['an endless text', { ...files, 'text.md': ':::goal{id=a}\n'.repeat(2_000) }],
  ])('%s: told', (_, hostile) => {
    const { problems } = readDraft(hostile)
    expect(problems.length).toBeGreaterThan(0)
  })
  test('whatever lesson.json says, it is told and never thrown', () =>
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readDraft({ ...files, 'lesson.json': text }).problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    ))
})

describe('figures are offered', () => {
  test('of every preset, only such as it can give', async () => {
    await Promise.all(presetIds.map(loadPreset))
    for (const id of presetIds) {
      const scenario = presetOf(id)
      if (scenario) expect(offeredFigures(scenario, {}).length, id).toBeGreaterThan(10)
    }
  })
  test('about one journey, or one group, within their window', () => {
    const journey = offeredFigures(shop, { journey: 'ask', fromS: 2, toS: 5 })
    expect(journey).toContainEqual({ figure: 'okShare', journey: 'ask', fromS: 2, toS: 5 })
    expect(journey.some(({ figure }) => figure === 'writesLost')).toBe(false)
    expect(offeredFigures(shop, { group: 'server' }).map(({ figure }) => figure)).toEqual([
      'utilisationMax',
      'skew',
      'messages',
    ])
    expect(offeredFigures(shop, { journey: 'nobody' })).toEqual([])
  })
  test('with a bound between the start and the solution, on its side', () => {
    const of = { figure: 'okShare' } as const
    expect(suggestedBound(of, 0.5, 0.99)).toEqual({ of, atLeast: 0.745 })
    expect(suggestedBound(of, 200, 10)).toEqual({ of, atMost: 105 })
    expect(suggestedBound(of, null, null)).toEqual({ of, atLeast: 0 })
  })
})

describe('names', () => {
  test('of words are what an id may be', () => {
    expect(slugOf('  2 Ways: Ask again, at once! ', 'way')).toBe('ways-ask-again-at-once')
    expect([slugOf('日本', 'way'), slugOf('constructor', 'way'), slugOf('Größe', 'way')]).toEqual([
      'way',
      'way',
      'gro-e',
    ])
  })
  test('that are taken get a number', () => expect(freeName('kill', ['kill', 'kill-2'])).toBe('kill-3'))
  test('of the house are left to the house', () => {
    const mine = renamed(soundFiles, (slug) => slug === 'sound')
    expect(draftOf(mine).spec.slug).toBe('my-sound')
    expect(renamed(soundFiles, () => false)).toBe(soundFiles)
    expect(renamed({ 'lesson.json': '{' }, () => true)).toEqual({ 'lesson.json': '{' })
  })
})
