/** The table of homework in words: what a teacher reads, on the page, in a terminal and in a spreadsheet. */
import { expect, test } from 'vitest'
import { homework, homeworkProblems } from '../../../src/app/words/command'
import type { OwnCode } from '../../../src/classroom/homework/ownCode'
import type { Verdict } from '../../../src/classroom/homework/rows'
import { NOTHING_KNOWN, rowsOf } from '../../../src/classroom/homework/rows'

const held = { held: 6, of: 6 }
const judged: Verdict = {
  ...NOTHING_KNOWN,
  id: 'Ada',
  goals: [
    { goal: 'load', open: held, hidden: held, firstFailed: null },
    {
      goal: 'served',
      open: held,
      hidden: { held: 4, of: 6 },
      firstFailed: {
        is: 'condition',
        seed: 17,
        hidden: true,
        condition: { of: { figure: 'okShare', journey: 'browse', fromS: 30, toS: 43 }, atLeast: 0.99 },
        now: 0.9,
        atUs: 31_200_000,
      },
    },
    { goal: 'who', open: { held: 1, of: 2 }, hidden: { held: 0, of: 0 }, firstFailed: { is: 'answer', round: 'b' } },
  ],
  work: { digest: 'same', chosenOnly: true },
  otherEngine: '2',
  reported: {
    predictions: {
      share: { guess: { kind: 'number', value: 0.4 }, sure: 'sure', atMs: 0 },
      who: { guess: { kind: 'notSure' }, sure: null, atMs: 0 },
    },
    startedMs: 0,
    passedMs: 60_000,
    savedMs: 3_600_000,
  },
}
const table = (verdicts: Verdict[], keyed = true) =>
  homework.table(
    ['load', 'served', 'who'],
    rowsOf(verdicts.map((verdict, i) => ({ file: `${i}.json`, verdict }))),
    keyed,
  )

test('a row names what failed, where, and how it stood', () => {
  const { head, rows } = table([judged, { ...judged, id: 'Bob' }, { ...judged, id: 'ADA' }])
  expect(Object.fromEntries(head.map((name, i) => [name, rows[0][i]]))).toEqual({
    File: '0.json',
    Id: 'Ada',
    Result: 'not all goals hold',
    'Goal: load': '6 of 6 public, 6 of 6 hidden',
    'Goal: served':
      '6 of 6 public, 4 of 6 hidden; first not on hidden seed 17 at 31.200 s: browse done in time, 30 to 43 s: 90 %, needed ≥ 99 %',
    'Goal: who': '1 of 2; first not in round b',
    'What was refused': '',
    'Same work as': 'Bob (only chose, wrote nothing)',
    Notes: 'The same id is in 2.json. Made with engine 2, judged by this one.',
    'Predictions (self-reported)': 'share: 0.4 (sure); who: not sure',
    'Times (self-reported)': 'begun 1970-01-01 00:00 UTC, first held 1970-01-01 00:01 UTC, saved 1970-01-01 01:00 UTC',
  })
})

test('a time beyond all calendars is told as one', () => {
  const { reported } = judged
  const { rows } = table([{ ...judged, reported: reported && { ...reported, savedMs: Number.MAX_SAFE_INTEGER } }])
  expect(rows[0].at(-1)).toContain('saved at no time')
})

test.each<[string, OwnCode, string, string]>([
  ['decided', { decisions: 40, failures: 0, runs: 2, stoodInFor: 0 }, 'all goals hold', ''],
  [
    'was never asked',
    { decisions: 0, failures: 0, runs: 2, stoodInFor: 0 },
    'all goals hold',
    'Its code was never asked to decide.',
  ],
  [
    'failed once',
    { decisions: 9, failures: 1, runs: 2, stoodInFor: 0 },
    'all goals hold',
    'Its code decided 9 times and failed 1 time.',
  ],
  [
    'never decided',
    { decisions: 0, failures: 40, runs: 2, stoodInFor: 2 },
    'all goals hold, but its code failed',
    'Its code decided 0 times and failed 40 times. In 2 of 2 runs what is built in decided instead.',
  ],
])('code that %s is told of', (_, code, result, note) => {
  const { head, rows } = table([{ ...judged, goals: [judged.goals[0]], code, otherEngine: null }])
  expect([rows[0][2], rows[0][head.indexOf('Notes')]]).toEqual([result, note])
})
test('the sum counts apart whose code failed', () => {
  const code = { decisions: 0, failures: 40, runs: 2, stoodInFor: 2 }
  const verdicts = [null, code].map((one): Verdict => ({ ...judged, goals: [], code: one }))
  expect(homework.sum(rowsOf(verdicts.map((verdict, i) => ({ file: `${i}`, verdict }))))).toBe(
    '2 files: all goals hold in 1, in 1 though its code failed, not in 0, 0 refused',
  )
})

test('where no key was given, it is said that public seeds alone hold', () => {
  const [load] = judged.goals
  expect(table([{ ...judged, goals: [load] }], false).rows[0][2]).toBe('all goals hold (public seeds only)')
})

test('every refusal is a sentence, with all that it names', () => {
  const params = { got: 'x', max: 1, why: 'file.missing', file: 'f', field: 'g', kind: 'kill', contract: 'retry', atS: 1, group: 'g', id: 'i', seconds: 1, megabytes: 1, files: 1, line: 1, problem: 'syntax', near: 'n', atUs: 1, allowed: 'a' } // prettier-ignore
  for (const [code, say] of Object.entries(homeworkProblems))
    expect(say(params), code).toMatch(/^(?!.*undefined).+[.”:)]?$/)
})
