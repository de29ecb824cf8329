import { describe, expect, test } from 'vitest'
import { isNear } from '../../src/lessons/nearness'
import type { AttemptKept, LessonProgress, Progress } from '../../src/lessons/progress'
import {
  ATTEMPTS_KEPT,
  calibration,
  freshLesson,
  merged,
  noProgress,
  PROGRESS_VERSION,
  progressFromText,
  progressText,
  readProgress,
  withAttempt,
} from '../../src/lessons/progress'

const lesson = (change: Partial<LessonProgress> = {}): LessonProgress => ({ ...freshLesson(), ...change })
const progress = (lessons: Record<string, LessonProgress>): Progress => ({ version: PROGRESS_VERSION, lessons })
const attempt = (atMs: number, passed = false): AttemptKept => ({
  atMs,
  attempt: { choices: { retry: 'never' } },
  run: null,
  passed,
  failed: passed ? null : { goal: 'kept', seed: 4 },
})
const guessed = (near: boolean | null, sure: 'guess' | 'likely' | 'sure' | null) => ({
  guess: { kind: 'choice' as const, option: 'yes' },
  sure,
  atMs: 1,
  happened: near === null ? null : { kind: 'choice' as const, option: near ? 'yes' : 'no' },
  near,
})

describe('what is kept', () => {
  const whole = progress({
    first: lesson({
      at: 'change',
      predictions: { lost: guessed(true, 'sure') },
      steps: ['cut'],
      choices: { retry: 'never' },
      answers: { one: ['a', 'b'] },
      attempts: [attempt(5, true)],
      passedAtMs: 5,
    }),
  })

  test('comes back from its text as it was', () => {
    expect(progressFromText(progressText(whole))).toEqual({ progress: whole, aside: [] })
  })

  test('of another version is set aside whole', () => {
    const kept = { ...whole, version: 99 }
    expect(readProgress(kept)).toEqual({ progress: noProgress(), aside: [{ lesson: null, why: 'version', kept }] })
  })

  test.each([['{'], ['null'], ['[]'], ['{"version":1}'], ['"x"']])('as %s is set aside whole', (text) => {
    const { progress: read, aside } = progressFromText(text)
    expect(read).toEqual(noProgress())
    expect(aside.map(({ why }) => why)).toEqual(['damaged'])
  })

  test('damaged in one lesson is used in the others', () => {
    const damaged = { ...freshLesson(), at: 'nowhere' }
    const kept = { version: PROGRESS_VERSION, lessons: { ...whole.lessons, second: damaged, 'a b': freshLesson() } }
    const { progress: read, aside } = readProgress(kept)
    expect(read).toEqual(whole)
    expect(aside.map(({ lesson }) => lesson)).toEqual(['second', 'a b'])
  })

  test('never reaches an object’s own prototype', () => {
    const { progress: read, aside } = progressFromText('{"version":1,"lessons":{"__proto__":{"at":"question"}}}')
    expect(Object.keys(read.lessons)).toEqual([])
    expect(aside).toHaveLength(1)
  })
})

describe('attempts', () => {
  test('are the newest few, and the newest that passed stays', () => {
    let kept = withAttempt(freshLesson(), attempt(1, true))
    for (let i = 2; i < 20; i++) kept = withAttempt(kept, attempt(i))
    expect(kept.attempts).toHaveLength(ATTEMPTS_KEPT)
    expect(kept.attempts.at(-1)).toEqual(attempt(1, true))
    expect(kept.passedAtMs).toBe(1)
  })
})

describe('two browsers’ work', () => {
  const here = lesson({ changedAtMs: 10, at: 'change', steps: ['a'], hints: 2, attempts: [attempt(9)] })
  const there = lesson({
    changedAtMs: 5,
    at: 'field',
    steps: ['b'],
    predictions: { lost: guessed(true, 'sure') },
    attempts: [attempt(4, true)],
    passedAtMs: 4,
  })
  test('becomes one in which nothing is undone and the newer place counts', () => {
    const both = merged(progress({ first: here }), progress({ first: there, second: lesson() }))
    expect(both.lessons.first).toMatchObject({ at: 'change', hints: 2, passedAtMs: 4 })
    expect(both.lessons.first.steps.sort()).toEqual(['a', 'b'])
    expect(both.lessons.first.attempts.map(({ atMs }) => atMs)).toEqual([9, 4])
    expect(both.lessons.first.predictions).toHaveProperty('lost')
    expect(both.lessons).toHaveProperty('second')
  })
  test('taken in twice is the same', () => {
    const once = merged(progress({ first: here }), progress({ first: there }))
    expect(merged(once, progress({ first: there }))).toEqual(once)
  })
})

describe('calibration', () => {
  test('counts what lay near, by how sure one was, and only what was seen', () => {
    const predictions = {
      a: guessed(true, 'sure'),
      b: guessed(false, 'sure'),
      c: guessed(true, 'guess'),
      d: guessed(null, 'sure'),
      e: guessed(null, null),
    }
    expect(calibration(progress({ first: lesson({ predictions }) }))).toEqual([
      { sure: 'guess', near: 1, of: 1 },
      { sure: 'likely', near: 0, of: 0 },
      { sure: 'sure', near: 1, of: 2 },
    ])
  })

  test('calls a number near within a tenth of its range, and within a step', () => {
    const range = { min: 0, max: 100, step: 1 }
    const number = (value: number) => ({ kind: 'number' as const, value })
    expect(isNear(number(50), number(60), { range })).toBe(true)
    expect(isNear(number(50), number(61), { range })).toBe(false)
    expect(isNear(number(2), number(3), { range: { min: 0, max: 5, step: 1 } })).toBe(true)
  })

  test('compares curves where something happened', () => {
    const guess = { kind: 'curve' as const, points: [0, 0, 1] }
    expect(isNear(guess, { kind: 'curve', points: [0, 0.1, null] }, {})).toBe(true)
    expect(isNear(guess, { kind: 'curve', points: [0.5, 0.5, null] }, {})).toBe(false)
    expect(isNear(guess, { kind: 'curve', points: [null, null, null] }, {})).toBe(null)
  })

  test('has nothing to say of “not sure”', () => {
    expect(isNear({ kind: 'notSure' }, { kind: 'choice', option: 'yes' }, {})).toBe(null)
  })
})
