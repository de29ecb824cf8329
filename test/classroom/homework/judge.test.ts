/** Submissions are judged by what their runs do under the assignment's own scenario and goals; what was not allowed is named. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  assignmentFrom,
  assignmentFromLink,
  assignmentLink,
  assignmentText,
} from '../../../src/classroom/homework/assignment'
import type { Assignment } from '../../../src/classroom/homework/assignment'
import { openAssignment } from '../../../src/classroom/homework/open'
import { lessonWork } from '../../../src/classroom/homework/make'
import { hiddenSeedsOf } from '../../../src/classroom/homework/key'
import type { Row, Verdict } from '../../../src/classroom/homework/rows'
import { rowsOf } from '../../../src/classroom/homework/rows'
import type { JudgeHand } from '../../../src/classroom/homework/asking'
import { judgeFile } from '../../../src/classroom/homework/asking'
import { judgeServer } from '../../../src/classroom/homework/serve'
import type { Submission } from '../../../src/classroom/homework/submission'
import { submissionFrom, submissionText } from '../../../src/classroom/homework/submission'
import { FaultlineError } from '../../../src/kernel'
import { loadBook } from '../../../src/lab/policyWorkshop'
import { presetOf } from '../../../src/scenarios/presets'
import { lessonOf, soundFiles } from '../../lessons/sound'
import { SECRET, asked, assignmentOf, made, opened, solved, submitted, withCode } from './homework'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const hand = (): JudgeHand => ({ ask: judgeServer(loadBook), dismiss: () => {} })

async function judged(bytes: Uint8Array, assignment: Assignment = made.assignment, withKey = true): Promise<Verdict> {
  const { hidden, seeds } = assignment
  const seedsFor = (id: string) => (hidden && withKey ? hiddenSeedsOf(SECRET, id, hidden.seeds, seeds) : [])
  return judgeFile(hand(), { open: await opened(assignment), bytes }, seedsFor)
}
const verdict = (submission: Submission, assignment?: Assignment) =>
  judged(bytesOf(submissionText(submission)), assignment)
const counts = ({ goals }: Verdict) => goals.map(({ goal, open, hidden }) => [goal, open, hidden])

describe('what holds', () => {
  test('is counted by goal, over public and over hidden seeds', async () => {
    const done = await verdict(solved)
    expect(done.refused).toBeNull()
    expect(counts(done)).toEqual([
      ['answered', { held: 2, of: 2 }, { held: 3, of: 3 }],
      ['work', { held: 2, of: 2 }, { held: 3, of: 3 }],
    ])
    expect(rowsOf([{ file: 'a', verdict: done }])[0].result).toBe('holds')
  })
  test('over public seeds alone where there is no key', async () => {
    const done = await judged(bytesOf(submissionText(solved)), made.assignment, false)
    expect(counts(done)[0]).toEqual(['answered', { held: 2, of: 2 }, { held: 0, of: 0 }])
  })
  test('by code of the learner’s own', async () => {
    const again = 'export default function again({ attempt }) { return attempt < 5 ? 1000 : -1 }'
    const never = 'export default function never() { return -1 }'
    const assignment = assignmentOf({ acts: [], work: lessonWork(lessonOf(), true) })
    const answers = await Promise.all([again, never].map((code) => verdict(withCode(code), made.assignment)))
    expect(answers.map(({ refused }) => refused)).toEqual([null, null])
    expect(answers[1].goals[0].open.held).toBeLessThan(2)
    expect((await verdict(withCode(again), assignment)).refused?.code).toBe('submission.otherAssignment')
  })
  test('by code that was stopped, when it was the learner’s own', async () => {
    const submission = withCode('export default function never() { return -1 }', { choices: { again: 'three' } })
    const [code] = Object.keys(submission.policies)
    submission.commands.push({ atUs: 1, command: { kind: 'stopPolicy', code } })
    expect((await verdict(submission)).goals.map(({ open }) => open)).toEqual(
      (await verdict(solved)).goals.map(({ open }) => open),
    )
  })
  test('packed by gzip it is the same', async () => {
    expect(counts(await judged(gzipSync(submissionText(solved))))).toEqual(counts(await verdict(solved)))
  })
})

describe('code that was handed in', () => {
  const CASES: [string, string, Row['result'], object][] = [
    ['that decides', 'export default () => 500', 'holds', { failures: 0, stoodInFor: 0 }],
    ['that never comes to an end', 'export default () => { for (;;) {} }', 'stoodIn', { decisions: 0, stoodInFor: 5 }],
    ['that always throws', 'export default () => { throw new Error() }', 'stoodIn', { decisions: 0, stoodInFor: 5 }],
    [
      'that fails until it is off',
      'export const initial = { n: 0 }\nexport default (c, state) => { state.n++; if (state.n > 1) throw new Error(); return 500 }',
      'stoodIn',
      { stoodInFor: 5 },
    ],
  ]
  test.each(CASES)('%s', async (_, source, result, code) => {
    const done = await verdict(withCode(source, { choices: { again: 'three' } }))
    expect(done.refused).toBeNull()
    expect(done.code).toMatchObject({ runs: 5, ...code })
    expect(rowsOf([{ file: 'a', verdict: done }])[0].result).toBe(result)
  })
  test('that was replaced in time is not held against who replaced it', async () => {
    const good = withCode('export default () => 500', { choices: { again: 'three' } })
    const bad = withCode('export default () => { throw new Error() }', { choices: { again: 'three' } })
    const commands = [...bad.commands, ...good.commands]
    const done = await verdict({ ...good, commands, policies: { ...bad.policies, ...good.policies } })
    expect(rowsOf([{ file: 'a', verdict: done }])[0].result).toBe('holds')
  })
  test('where there is none there is nothing to tell', async () => expect((await verdict(solved)).code).toBeNull())
})

test('a judge that is told it has used too much says so', async () => {
  const check = () => {
    throw new FaultlineError('judge.memory', { megabytes: 1 })
  }
  const full: JudgeHand = { ask: judgeServer(loadBook, check), dismiss: () => {} }
  const done = await judgeFile(full, { open: await opened(), bytes: bytesOf(submissionText(solved)) }, () => [])
  expect(done.refused?.code).toBe('judge.memory')
})

test('what fails names its first failed seed, the condition and how things stood', async () => {
  const done = await verdict(submitted({ choices: { again: 'never' } }))
  const [answered, work] = done.goals
  expect([answered.open.held, answered.hidden.held, work.open.held]).toEqual([0, 0, 2])
  expect(answered.firstFailed).toMatchObject({
    is: 'condition',
    seed: made.assignment.seeds[0],
    hidden: false,
    condition: { of: { figure: 'okShare' }, atLeast: 0.97 },
  })
})

describe('refused, by name', () => {
  const changed = (change: (submission: Submission) => void): Uint8Array => {
    const whole = JSON.parse(submissionText(solved)) as Submission
    change(whole)
    return bytesOf(JSON.stringify(whole))
  }
  test('an edited file, whatever was edited', async () => {
    const edits: ((s: Submission) => void)[] = [
      (s) => (s.id = 'Bob'),
      (s) => (s.choices = { again: 'never' }),
      (s) => (s.reported.savedMs = 99),
      (s) => (s.assignment = '0'.repeat(64)),
    ]
    for (const edit of edits) expect((await judged(changed(edit))).refused?.code).toBe('submission.changed')
  })
  test('edited code under its old name, the seal made anew', async () => {
    const submission = withCode('export default function never() { return -1 }')
    const [id] = Object.keys(submission.policies)
    submission.policies[id].files['policy.ts'] += ' // mine'
    expect((await verdict(submission)).refused).toMatchObject({
      code: 'submission.invalid',
      params: { problem: 'notItsId' },
    })
  })
  test.each<[string, Partial<Submission>, string, object]>([
    ['another assignment', { assignment: '0'.repeat(64) }, 'submission.otherAssignment', {}],
    [
      'an act that is not allowed',
      { commands: [{ atUs: 3e6, command: { kind: 'kill', target: { group: 'server' } } }] },
      'submission.act',
      { kind: 'kill', atS: 3 },
    ],
    [
      'stopping code that is not its own',
      { commands: [{ atUs: 0, command: { kind: 'stopPolicy', code: '0'.repeat(16) } }] },
      'submission.act',
      { kind: 'stopPolicy' },
    ],
    ['a setting that is not allowed', { replication: { server: {} } }, 'submission.settings', { group: 'server' }],
    ['a choice that there is not', { choices: { bigger: 'yes' } }, 'submission.choice', { got: 'bigger' }],
    ['a variant that there is not', { choices: { again: 'ten' } }, 'lesson.variant', { got: 'ten' }],
  ])('%s', async (_, change, code, params) => {
    expect((await verdict(submitted(change))).refused).toMatchObject({ code, params })
  })
  test('a decision that is not allowed, and code that does not compile', async () => {
    const source = 'export default function never() { return -1 }'
    const bare = assignmentOf({ contracts: [] })
    const { digest } = await opened(bare)
    expect((await verdict(withCode(source, { assignment: digest }), bare)).refused).toMatchObject({
      code: 'submission.contract',
      params: { contract: 'retry' },
    })
    expect((await verdict(withCode('export default function ('))).refused?.code).toBe('policy.invalid')
  })
  test.each<[string, Uint8Array, string]>([
    ['a bomb', gzipSync(new Uint8Array(60_000_000)), 'submission.unpacksTooLong'],
    ['a large file', new Uint8Array(3_000_000), 'submission.large'],
    ['an archive', bytesOf('PK\u0003\u0004'), 'submission.archive'],
    ['no text', Uint8Array.of(0xff, 0xfe, 0x00), 'submission.notText'],
    ['half a packed file', gzipSync(submissionText(solved)).subarray(0, 200), 'submission.damaged'],
    ['no JSON', bytesOf('{'), 'submission.text'],
    ['something else', bytesOf('{"faultline":1}'), 'submission.notOne'],
    ['a field too much', bytesOf(submissionText(solved).replace('{', '{"passed":true,')), 'submission.invalid'],
    [
      'an engine that commands a terminal',
      bytesOf(submissionText({ ...solved, engine: '\u001b]0;p\u0007' })),
      'submission.invalid',
    ],
    ['a name that objects inherit', bytesOf('{"faultlineSubmission":1,"__proto__":{}}'), 'submission.invalid'],
  ])('%s', async (_, bytes, code) => {
    expect((await judged(bytes)).refused?.code).toBe(code)
  })
  test('what its judge died of, with what was known before', async () => {
    const ask = judgeServer(loadBook)
    const dying: JudgeHand = {
      ask: (request) => (request.ask === 'read' ? ask(request) : Promise.reject(new Error('gone'))),
      dismiss: () => {},
    }
    const request = { open: await opened(), bytes: bytesOf(submissionText(solved)) }
    expect(await judgeFile(dying, request, () => [])).toMatchObject({
      id: solved.id,
      refused: { code: 'judge.crashed' },
    })
  })
})

describe('side by side', () => {
  const rows = async (submissions: Submission[]): Promise<Row[]> => {
    const verdicts = await Promise.all(submissions.map((one) => verdict(one)))
    return rowsOf(verdicts.map((one, i) => ({ file: `${i}.json`, verdict: one })))
  }
  test('the same work under another id is told, however it is spaced, commented and named', async () => {
    const a = withCode(
      'export default function again({ attempt }: { attempt: number }) {\n  return attempt < 3 ? 500 : -1\n}',
    )
    const b = withCode('/* mine */ export default function my({ attempt }) { return attempt<3 ? 500 : -1; }', {
      id: 'Bob',
    })
    const c = withCode('export default function my({ attempt }) { return attempt < 4 ? 500 : -1 }', { id: 'Cleo' })
    const found = await rows([a, b, c])
    expect(found.map(({ sameWork }) => sameWork)).toEqual([['Bob'], ['Ada Lovelace'], []])
    expect(found[0].work?.chosenOnly).toBe(false)
  })
  test('where all that was done is to choose, it is said', async () => {
    const found = await rows([solved, submitted({ id: 'Bob', choices: { again: 'three' } })])
    expect(found.map(({ sameWork, work }) => [sameWork, work?.chosenOnly])).toEqual([
      [['Bob'], true],
      [['Ada Lovelace'], true],
    ])
  })
  test('two files of one id are told, and are not each other’s copies', async () => {
    const found = await rows([solved, submitted({ id: 'ada  lovelace'.replace('  ', ' ') })])
    expect(found.map(({ sameId, sameWork }) => [sameId, sameWork])).toEqual([
      [['1.json'], []],
      [['0.json'], []],
    ])
  })
})

describe('assignments', () => {
  test('are the same by file and by link, and a submission keeps what it says', () => {
    expect(assignmentFrom(assignmentText(made.assignment))).toEqual(made.assignment)
    expect(assignmentFromLink(assignmentLink(made.assignment))).toEqual(made.assignment)
    expect(submissionFrom(submissionText(solved))).toEqual(solved)
  })
  test('a lesson that is carried has neither its solution nor the teacher’s notes', () => {
    const work = lessonWork(lessonOf({ ...soundFiles, 'teacher.md': 'the answer is three' }), true)
    expect(JSON.stringify(work)).not.toContain('the answer is three')
    expect(work.kind === 'lesson' && (JSON.parse(work.files['lesson.json']) as { solution: object }).solution).toEqual(
      {},
    )
  })
  test('a lesson of the house that has changed since, or is not there, is told', async () => {
    const house = assignmentOf({ work: lessonWork(lessonOf(), false) })
    const answer = (files: Record<string, string> | null) => openAssignment(house, files)
    await expect(answer(null)).rejects.toThrow('assignment.unknownLesson')
    const other = { ...soundFiles, 'lesson.json': soundFiles['lesson.json'].replace('0.97', '0.5') }
    await expect(answer(other)).rejects.toThrow('assignment.otherLesson')
    const words = { ...soundFiles, 'text.md': soundFiles['text.md'].replace('sound', 'other') }
    expect((await answer(words)).lesson.spec.goals).toEqual(lessonOf().spec.goals)
  })
  test('a scenario with goals is judged as a lesson is', async () => {
    const scenario = presetOf('storefront')
    if (!scenario) throw new Error('no preset')
    const assignment = assignmentOf({
      work: {
        kind: 'scenario', scenario, seed: 7, openS: 2, horizonS: 5, panels: [], view: 'service', charts: [],
        goals: [
          { id: 'served', kind: 'measured', words: 'Answers come.', conditions: [{ of: { figure: 'okShare' }, atLeast: 0.5 }] },
          { id: 'down', kind: 'exhibit', words: 'It fails.', conditions: [{ of: { figure: 'failed' }, atLeast: 1e6 }] },
        ],
      },
    }) // prettier-ignore
    const { digest } = await opened(assignment)
    const done = await verdict(submitted({ assignment: digest, choices: {} }), assignment)
    expect(counts(done)).toEqual([
      ['served', { held: 2, of: 2 }, { held: 3, of: 3 }],
      ['down', { held: 0, of: 1 }, { held: 0, of: 0 }],
    ])
  })
  test.each<[string, (a: Record<string, unknown>) => void, string]>([
    ['another version', (a) => (a.faultlineAssignment = 2), 'faultlineAssignment'],
    ['a seed twice', (a) => (a.seeds = [1, 1]), 'seeds'],
    ['no seed', (a) => (a.seeds = []), 'seeds'],
    ['an act that there is not', (a) => (a.acts = ['explode']), 'acts[0]'],
    ['a commitment cut short', (a) => (a.hidden = { commitment: 'ab', seeds: 1 }), 'hidden.commitment'],
    [
      'more hidden seeds than a judge would play',
      (a) => (a.hidden = { ...made.assignment.hidden, seeds: 1e6 }),
      'hidden.seeds',
    ],
    ['an unknown field', (a) => (a.pass = true), 'pass'],
  ])('is refused with %s, and the field is named', (_, change, field) => {
    const value = JSON.parse(assignmentText(made.assignment)) as Record<string, unknown>
    change(value)
    expect(() => assignmentFrom(JSON.stringify(value))).toThrow(
      expect.objectContaining({ code: 'assignment.invalid', params: expect.objectContaining({ field }) as unknown }),
    )
  })
  test('secrets never reach who judges', () => {
    expect(asked.secret.length).toBe(16)
    expect(assignmentText(made.assignment)).not.toContain('secret')
  })
})
