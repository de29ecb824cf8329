/** `assign` and `verify`: one table for all submissions, whatever is among them; nobody's file stops another's. */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assignment } from '../../src/classroom/homework/assignment'
import { assignmentDigest, assignmentFrom, assignmentFromLink } from '../../src/classroom/homework/assignment'
import type { Row } from '../../src/classroom/homework/rows'
import type { Submission } from '../../src/classroom/homework/submission'
import { submissionText } from '../../src/classroom/homework/submission'
import { submitted, withCode } from '../classroom/homework/homework'

const root = mkdtempSync(join(tmpdir(), 'faultline-'))
afterAll(() => rmSync(root, { recursive: true }))
const COMMAND = join(process.cwd(), 'dist/cli/faultline.js')

function faultline(args: string[], command = COMMAND) {
  const { status, stdout, stderr } = spawnSync('node', [command, ...args], { encoding: 'utf8', cwd: root })
  return { status, stdout, stderr }
}
const verify = (files: string[], more: string[] = [], command = COMMAND) =>
  faultline(['verify', ...files, '--assignment', 'work.assignment.json', '--key', 'work.key.json', ...more], command)
const rowsOf = (stdout: string): Row[] => JSON.parse(stdout) as Row[]

let assignment: Assignment
const AGAIN =
  'export default function again({ attempt, random }) { return attempt < 3 ? Math.floor(random() * 1e5) : -1 }'
function save(file: string, submission: Submission): string {
  writeFileSync(join(root, file), submissionText({ ...submission, assignment: assignmentDigest(assignment) }))
  return file
}

beforeAll(() => {
  // Short, so that each submission is some two seconds' work.
  const made = faultline([
    'assign',
    'when-to-retry',
    '--seeds',
    '1',
    '--hidden',
    '1',
    '--out',
    'work',
    '--note',
    'Until Friday.',
  ])
  expect(made).toMatchObject({ status: 0, stderr: '' })
  assignment = assignmentFrom(readFileSync(join(root, 'work.assignment.json'), 'utf8'))
  save('ada.json', submitted({ id: 'Ada', choices: { retry: 'budget' } }))
  save('bob.json', withCode(AGAIN, { id: 'Bob', choices: { retry: 'code' } }))
  save(
    'copy.json',
    withCode(`// all mine\n${AGAIN.replace('again', 'mine')}`, { id: 'Cleo', choices: { retry: 'code' } }),
  )
  writeFileSync(join(root, 'changed.json'), readFileSync(join(root, 'bob.json'), 'utf8').replace('"Bob"', '"Dora"'))
})

describe('assign', () => {
  test('gives learners a file and the very same as a link, and the teacher a key that nobody else can read', () => {
    const { stdout } = faultline(['assign', '18', '--out', 'linked', '--site', 'http://site.test/x/'])
    const link = /http:\/\/site\.test\/x\/#\/homework\?from=(\S+)/.exec(stdout)?.[1] ?? ''
    const file = readFileSync(join(root, 'linked.assignment.json'), 'utf8')
    expect(assignmentFromLink(link)).toEqual(assignmentFrom(file))
    const { secret } = JSON.parse(readFileSync(join(root, 'linked.key.json'), 'utf8')) as { secret: string }
    expect(secret).toMatch(/^[0-9a-f]{32}$/)
    expect(file).not.toContain(secret)
    if (process.platform !== 'win32') expect(statSync(join(root, 'linked.key.json')).mode & 0o77).toBe(0)
  })
  test('writes over nothing, and makes nothing in which nothing can be done', () => {
    expect(faultline(['assign', '18', '--out', 'work'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"work.assignment.json" is there already') as string,
    })
    const goals = [
      { id: 'up', kind: 'measured', words: 'It is up.', conditions: [{ of: { figure: 'okShare' }, atLeast: 0.9 }] },
    ]
    writeFileSync(join(root, 'goals.json'), JSON.stringify(goals))
    const about = ['assign', 'storefront', '--goals', 'goals.json', '--for', '5s']
    expect(faultline(about).stderr).toContain('learners could do nothing')
    expect(faultline([...about, '--acts', 'explode']).stderr).toContain('--acts knows no "explode"; there are kill,')
    expect(faultline(['assign', 'storefront']).stderr).toContain('needs goals')
    expect(faultline([...about, '--contracts', 'all', '--hidden', '0'])).toMatchObject({ status: 0, stderr: '' })
    expect(existsSync(join(root, 'storefront.key.json'))).toBe(false)
    const made = assignmentFrom(readFileSync(join(root, 'storefront.assignment.json'), 'utf8'))
    writeFileSync(join(root, 'up.json'), submissionText(submitted({ choices: {}, assignment: assignmentDigest(made) })))
    const { status, stdout } = faultline(['verify', 'up.json', '--assignment', 'storefront.assignment.json', '--csv'])
    expect([status, stdout.split('\r\n')[1].split(',').slice(0, 4)]).toEqual([
      0,
      ['up.json', 'Ada Lovelace', 'all goals hold', '6 of 6'],
    ])
  })
})

describe('verify', () => {
  test('three submissions, one of them changed: the table names it, and the others are judged', () => {
    const { status, stdout, stderr } = verify(['ada.json', 'bob.json', 'changed.json'], ['--json'])
    expect([status, stderr]).toEqual([1, ''])
    const rows = rowsOf(stdout)
    expect(rows.map(({ file, id, result }) => [file, id, result])).toEqual([
      ['ada.json', 'Ada', 'holds'],
      ['bob.json', 'Bob', 'fails'],
      ['changed.json', null, 'refused'],
    ])
    expect(rows[0].goals.map(({ open, hidden }) => [open.of, hidden.of])).toEqual([[1, 1], [1, 1]]) // prettier-ignore
    expect(rows[2].refused).toEqual({ code: 'submission.changed', params: { id: 'Dora' } })
  })

  test('as a table for a terminal and for a spreadsheet, it says the same', () => {
    const asked = ['ada.json', 'bob.json', 'copy.json']
    const csv = verify(asked, ['--csv'])
    expect(csv.status).toBe(0)
    const lines = csv.stdout.trimEnd().split('\r\n')
    expect(lines[0]).toBe(
      'File,Id,Result,Goal: load,Goal: served,What was refused,Same work as,Notes,Predictions (self-reported),Times (self-reported)',
    )
    expect(lines[1]).toMatch(/^ada\.json,Ada,all goals hold,"1 of 1 public, 1 of 1 hidden"/)
    expect(lines[2]).toMatch(/first not on public seed \d+ at [\d.]+ s: attempts for one of browse.*needed ≤ 1\.1×/)
    expect(lines[2]).toContain(',Cleo,')
    expect(lines[3]).toContain(',Bob,')
    const told = verify(asked)
    expect(told.stdout).toContain('all goals hold  Ada  ada.json')
    expect(told.stdout).toContain('    Same work as: Cleo')
    expect(told.stdout).toContain('3 files: all goals hold in 1, not in 2, 0 refused')
  })

  test('a bomb, 100 MB, a damaged archive and a file that is not there are each named', () => {
    writeFileSync(join(root, 'bomb.json.gz'), gzipSync(new Uint8Array(200_000_000)))
    writeFileSync(join(root, 'large.json'), '')
    truncateSync(join(root, 'large.json'), 100_000_000)
    writeFileSync(join(root, 'all.zip'), 'PK\u0003\u0004')
    const { status, stdout } = verify(['bomb.json.gz', 'large.json', 'all.zip', 'gone.json', 'ada.json'], ['--json'])
    expect(status).toBe(1)
    expect(rowsOf(stdout).map(({ file, refused, result }) => [file, refused?.code ?? result])).toEqual([
      ['bomb.json.gz', 'submission.unpacksTooLong'],
      ['large.json', 'submission.large'],
      ['all.zip', 'submission.zip'],
      ['gone.json', 'submission.unreadable'],
      ['ada.json', 'holds'],
    ])
  })

  test('a policy that never comes to an end, or eats all memory, ends its own judge alone', () => {
    // No budget misses a loop of a learner's: both are planted in what a function of the library stands on.
    const planted = `const fround = Math.fround; Math.fround = (x) => {
      if (x === 424242) for (;;); const kept = []; if (x === 535353) for (;;) kept.push(new Array(1e4).fill(1.5))
      if (x === 646464) (globalThis.buffers ??= []).push(new ArrayBuffer(5e7)); return fround(x) }\n`
    const command = join(root, 'planted.mjs')
    writeFileSync(command, readFileSync(COMMAND, 'utf8').replace(/^(#!.*\n)/, `$1${planted}`))
    const calling = (x: number) => `export default function stuck() { return Math.fround(${x}) }`
    save('hangs.json', withCode(calling(424242), { id: 'Hal', choices: { retry: 'code' } }))
    save('eats.json', withCode(calling(535353), { id: 'Eve', choices: { retry: 'code' } }))
    save('fills.json', withCode(calling(646464), { id: 'Ben', choices: { retry: 'code' } }))
    const files = ['hangs.json', 'eats.json', 'fills.json', 'ada.json']
    const { status, stdout } = verify(files, ['--json', '--seconds', '30', '--memory', '256'], command)
    expect(status).toBe(1)
    expect(rowsOf(stdout).map(({ id, refused, result }) => [id, refused?.code ?? result])).toEqual([
      ['Hal', 'judge.time'],
      ['Eve', 'judge.memory'],
      ['Ben', 'judge.memory'],
      ['Ada', 'holds'],
    ])
  })

  test('who judges reaches no files, no network and no other process', () => {
    const probe = `
      import { readFileSync as $read } from 'node:fs'
      import { createConnection as $connect } from 'node:net'
      import { spawn as $spawn } from 'node:child_process'
      const $fails = (what) => { try { what(); return false } catch { return true } }
      const fround = Math.fround
      Math.fround = (x) => x !== 424242 ? fround(x) : Number(
        $fails(() => $read('/etc/hostname')) && $fails(() => $connect(9)) && $fails(() => $spawn('true')) &&
        typeof globalThis.fetch === 'undefined' && typeof globalThis.WebSocket === 'undefined') - 1\n`
    const command = join(root, 'probing.mjs')
    writeFileSync(command, readFileSync(COMMAND, 'utf8').replace(/^(#!.*\n)/, `$1${probe}`))
    // Confined, it answers 0: again at once, five times. Were anything within reach, it would be -1: never.
    save(
      'probe.json',
      withCode('export default function probe({ attempt }) { return attempt > 4 ? -1 : Math.fround(424242) }', {
        id: 'P',
        choices: { retry: 'code' },
      }),
    )
    const never = withCode('export default function never() { return -1 }', { id: 'N', choices: { retry: 'code' } })
    save('never.json', never)
    const { stdout } = verify(['probe.json', 'never.json'], ['--json'], command)
    const loads = rowsOf(stdout).map(({ goals }) => goals[0].firstFailed)
    const [probed, none] = loads.map((first) => (first?.is === 'condition' ? (first.now ?? 0) : 0))
    expect([probed > 1.1, none]).toEqual([true, 0])
  })

  test('without the key public seeds alone are judged; the key of another assignment is refused', () => {
    const asked = ['verify', 'ada.json', '--assignment', 'work.assignment.json']
    expect(faultline([...asked, '--csv']).stdout).toContain('ada.json,Ada,all goals hold (public seeds only),1 of 1,')
    faultline(['assign', '18', '--out', 'other'])
    expect(faultline([...asked, '--key', 'other.key.json'])).toMatchObject({
      status: 2,
      stderr: 'faultline: This is the key of another assignment. Take the key that was saved with this one.\n',
    })
    copyFileSync(join(root, 'ada.json'), join(root, 'work.key.bad.json'))
    expect(faultline([...asked, '--key', 'work.key.bad.json']).stderr).toMatch(/^faultline: The key is refused\./)
  })
  test('says what is missing', () => {
    expect(faultline(['verify', 'ada.json']).stderr).toContain('needs the assignment')
    expect(faultline(['verify', '--assignment', 'work.assignment.json']).stderr).toContain('needs submissions')
    expect(faultline(['verify', 'ada.json', '--assignment', 'gone.json']).stderr).toContain(
      '“gone.json” cannot be read (ENOENT)',
    )
  })
})
