/** A lesson's folder is read whole or its author is told what is wrong, where. Each planted fault is found, for its own reason. */
import { describe, expect, test } from 'vitest'
import type { LessonFiles } from '../../src/lessons/load'
import { readLesson } from '../../src/lessons/load'
import { soundFiles as sound, withSpec as spec, withText as text } from './sound'

const told = (files: LessonFiles): string[] =>
  readLesson(files).problems.map(({ file, field, code }) => `${file}, ${field}: ${code}`)

test('the sound lesson is read', () => {
  const { lesson, problems } = readLesson(sound)
  expect(problems).toEqual([])
  expect(lesson?.spec.slug).toBe('sound')
  expect(lesson?.text.choices.again.items.three).toEqual([{ is: 'text', text: 'Asks again, up to five times' }])
  expect(lesson?.text.seen.answered).toEqual([
    {
      is: 'paragraph',
      children: [
        { is: 'text', text: 'It was ' },
        { is: 'value', id: 'answered' },
        { is: 'text', text: '.' },
      ],
    },
  ])
})

describe('lesson.json', () => {
  test.each<[string, LessonFiles, string]>([
    ['is missing', { 'text.md': sound['text.md'] }, 'lesson.json, : file.missing'],
    ['is not JSON', { ...sound, 'lesson.json': '{' }, 'lesson.json, : file.notJson'],
    ['a field too many', spec((s) => (s.colour = 'red')), 'lesson.json, colour: lesson.invalid'],
    [
      'an unknown control',
      spec((s) => (s.controls.acts = ['explode' as never])),
      'lesson.json, controls.acts[0]: lesson.invalid',
    ],
    [
      'a name that objects inherit',
      { ...sound, 'lesson.json': '{"__proto__": {}}' },
      'lesson.json, __proto__: lesson.invalid',
    ],
    ['an unknown preset', spec((s) => (s.start.scenario = 'nowhere')), 'lesson.json, start.scenario: lesson.preset'],
    [
      'a place that is not there',
      spec((s) => (s.choices[0].variants[1].settings = [{ path: 'groups.users.journeys.buy.retry', value: 1 }])),
      'lesson.json, choices[0].variants[1]: lesson.setting',
    ],
    [
      'a value that does not fit there',
      spec((s) => (s.choices[0].variants[1].settings = [{ path: 'groups.server.count', value: -1 }])),
      'lesson.json, choices[0].variants[1]: groups[1].count: scenario.invalid',
    ],
    [
      'an inherited place',
      spec((s) => (s.start.settings = [{ path: '__proto__.polluted', value: 1 }])),
      'lesson.json, __proto__.polluted: lesson.setting',
    ],
    [
      'an act on what is not there',
      spec((s) => (s.start.commands = [{ atS: 1, command: { kind: 'kill', target: { node: 'x' } } }])),
      'lesson.json, experiment: commands[0].command.target.node: run.command',
    ],
    ['two goals of one name', spec((s) => (s.goals[1].id = 'answered')), 'lesson.json, goals[1]: lesson.twice'],
    ['no floor', spec((s) => s.goals.pop()), 'lesson.json, goals: lesson.noFloor'],
    ['no counter-solution', spec((s) => (s.counters = {})), 'lesson.json, counters: lesson.noCounters'],
    [
      'a solution that chooses nothing there is',
      spec((s) => (s.solution = { choices: { again: 'often' } })),
      'lesson.json, solution: choices.again: lesson.variant',
    ],
    [
      'an experiment that goes back',
      spec((s) => (s.experiment = [s.experiment[0], { id: 'wait', act: 'play', toS: 3, watch: 'map' }])),
      'lesson.json, experiment[1]: lesson.backwards',
    ],
    [
      'code that is not there',
      spec((s) => (s.solution.policies = [{ contract: 'retry', file: 'mine.ts' }])),
      'lesson.json, solution: lesson.file',
    ],
    [
      'a figure of a journey that is not there',
      spec(
        (s) =>
          (s.goals[1] = {
            ...s.goals[1],
            kind: 'measured',
            conditions: [{ of: { figure: 'count', journey: 'buy' }, atLeast: 1 }],
          }),
      ),
      'lesson.json, goals[1].conditions: ',
    ],
  ])('%s', (_, files, problem) => {
    const all = told(files)
    expect(
      all.find((one) => one.startsWith(problem)),
      all.join('\n'),
    ).toBeDefined()
    expect(readLesson(files).lesson).toBeNull()
  })
})

describe('text.md', () => {
  test.each<[string, LessonFiles, string]>([
    ['HTML', text('One message', '<img src=x onerror=alert(1)> One message'), 'question: text.notAllowed'],
    ['a picture', text('One message', '![x](https://a.b/c.png) One message'), 'question: text.notAllowed'],
    ['a link to anywhere', text('One message', '[x](javascript:alert) One message'), 'question: text.link'],
    ['an unknown section', text(':::explain', ':::lecture'), 'line 38: text.section'],
    ['words outside of sections', text(':::explain', 'And now:\n\n:::explain'), 'line 38: text.outside'],
    ['a step without words', text(/:::step\{id=wait\}[\s\S]*?:::\n/, ''), 'step wait: text.missing'],
    ['a step without a button', text('::button[Play on]', ''), 'step wait: text.noButton'],
    ['words for no step', text(':::step{id=wait}', ':::step{id=weight}'), 'step weight: text.unknown'],
    ['an option without words', text('- few: Few of them', ''), 'prediction who: few: text.missing'],
    ['a hint too few', text(/:::hint\n[^:]*:::\n/, ''), 'hint: text.hints'],
    ['a term without a meaning', text('- retry: asking once more', '- other: thing'), 'term retry: text.noMeaning'],
    ['too much in one go', text('Most of them.', 'word '.repeat(46)), 'seen who: text.stretch'],
    ['a section twice', text(':::again', ':::field\nx\n:::\n\n:::again'), 'field: text.twice'],
  ])('%s', (_, files, problem) => {
    const all = told(files)
    expect(
      all.find((one) => one.startsWith(`text.md, ${problem}`)),
      all.join('\n'),
    ).toBeDefined()
  })

  test('a translation is one more text file, and what is not translated is read in English', () => {
    const german = { ...sound, 'text.de.md': sound['text.md'].replace('Does anybody hear?', 'Hört mich jemand?') }
    expect(readLesson(german, 'de').lesson?.text.title).toEqual([{ is: 'text', text: 'Hört mich jemand?' }])
    expect(readLesson(german, 'fr').lesson?.text.title).toEqual([{ is: 'text', text: 'Does anybody hear?' }])
  })

  test('a colon in a sentence is a colon', () => {
    const files = text('One message in five', 'At 10:30, as in a:b, one message in five')
    expect(told(files)).toEqual([])
    expect(readLesson(files).lesson?.text.question).toHaveLength(1)
  })
})

test('more files or letters than a lesson may have are refused unread', () => {
  expect(told({ ...sound, 'big.md': 'x'.repeat(400_001) })).toEqual([', : file.tooLong'])
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}.ts`, '']))
  expect(told({ ...sound, ...many })).toEqual([', : file.tooMany'])
})

describe('a text that would keep its reader busy', () => {
  // What each would take: the parser's time grows with the square or the cube of these.
  test.each<[string, string, string]>([
    ['sections within sections', ':::goal{id=a}\n'.repeat(1_900), 'text.tooManySections'],
    ['quotations within quotations', '>'.repeat(39_000), 'text.tooManyQuotes'],
    ['a list without end', '- a\n'.repeat(9_000), 'text.tooManyLines'],
    ['letters without end', 'a'.repeat(40_001), 'text.tooLong'],
  ])('%s: refused before it is read', (_, markdown, code) =>
    expect(told({ ...sound, 'text.md': markdown })).toContain(`text.md, : ${code}`),
  )
})
