/** `lessons verify` passes what carries its load, and each planted lesson that does not fails for its own reason. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import type { LessonVerdict } from '../../src/lessons/verifying'

import type { LessonFiles } from '../../src/lessons/load'
import { filesOfParcel } from '../../src/lessons/parcel'
import { zipOf } from '../../src/lessons/zip'
import { soundFiles, withSpec } from '../lessons/sound'

const root = mkdtempSync(join(tmpdir(), 'faultline-'))
afterAll(() => rmSync(root, { recursive: true }))

function verify(files: LessonFiles, ...more: string[]) {
  const folder = mkdtempSync(join(root, 'lesson-'))
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const args = ['dist/cli/faultline.js', 'lessons', 'verify', '--from', folder, '--seeds', '6', ...more]
  const { status, stdout, stderr } = spawnSync('node', args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}
function verdict(files: LessonFiles): LessonVerdict & { status: number | null } {
  const { status, stdout } = verify(files, '--json')
  const [row] = JSON.parse(stdout) as LessonVerdict[]
  return { ...row, status }
}
const failing = (row: LessonVerdict): string[] => row.claims.filter(({ holds }) => !holds).map(({ claim }) => claim)

test('the sound lesson: the start and both counter-solutions fail, the solution passes every seed', () => {
  const row = verdict(soundFiles)
  expect(row).toMatchObject({ lesson: 'sound', pass: true, status: 0, unclear: [], problems: [] })
  expect(row.claims.map(({ claim, passed }) => [claim, passed])).toEqual([
    ['start', 0],
    ['solution', 6],
    ['mechanism-left-out', 0],
    ['bigger-machine', 0],
  ])
})

describe('planted', () => {
  test('a goal that the learner begins with', () => {
    const row = verdict(
      withSpec((s) => {
        const [goal] = s.goals
        if (goal.kind === 'measured') goal.conditions = [{ of: { figure: 'okShare' }, atLeast: 0.1 }]
      }),
    )
    expect([row.status, failing(row)]).toEqual([1, ['start', 'mechanism-left-out', 'bigger-machine']])
  })
  test('a solution that is none', () => {
    const row = verdict(withSpec((s) => (s.solution = {})))
    expect([row.status, failing(row)]).toEqual([1, ['solution']])
    expect(row.claims[1]).toMatchObject({ passed: 0, failed: { answered: 6 } })
  })
  test('a lesson that a bigger machine wins', () => {
    const row = verdict(
      withSpec((s) => (s.counters['bigger-machine'].settings = [{ path: 'links.users>server.loss', value: 0 }])),
    )
    // The loss that the lesson makes comes anyhow; a machine that asks again by itself would win.
    expect(failing(row)).toEqual([])
    const won = verdict(withSpec((s) => (s.counters['bigger-machine'].choices = { again: 'three' })))
    expect([won.status, failing(won)]).toEqual([1, ['bigger-machine']])
  })
  test('a prediction that the experiment does not tell', () => {
    const row = verdict(
      withSpec((s) => {
        const [, who] = s.predictions
        if (who.kind === 'choice') who.options[1].when = who.options[0].when
      }),
    )
    expect([row.status, row.unclear]).toEqual([1, ['who']])
  })
  test('code that does not compile', () => {
    const files = withSpec((s) => (s.solution.policies = [{ contract: 'retry', file: 'mine.ts' }]))
    const row = verdict({ ...files, 'mine.ts': 'export default function (' })
    expect(row.status).toBe(1)
    expect(row.problems[0]).toMatchObject({ code: 'policy.invalid', params: { file: 'mine.ts' } })
  })
  test('a folder that cannot be read says file and field', () => {
    const { status, stdout } = verify(withSpec((s) => (s.minutes = 400)))
    expect(status).toBe(1)
    expect(stdout).toMatch(/^FAIL .*\n {6}lesson\.json, minutes: .*out of range: 400 \(allowed: 3 to 30\)/)
  })
})

test('what is asked wrongly is told in one line', () => {
  const asked = (...args: string[]) =>
    spawnSync('node', ['dist/cli/faultline.js', 'lessons', ...args], { encoding: 'utf8' })
  expect(asked().stderr).toMatch(/^faultline: lessons takes "verify"/)
  expect(asked('verify', 'nothing').stderr).toMatch(/^faultline: there is no lesson "nothing"; there are /)
  expect(asked('verify', '--from', 'src/kernel').stderr).toMatch(/^faultline: "src\/kernel" holds no lesson/)
})

describe('lessons pack', () => {
  const packed = (...args: string[]) =>
    spawnSync('node', ['dist/cli/faultline.js', 'lessons', 'pack', ...args], { encoding: 'utf8' })
  test('prints the folder as the one file that the page opens; the unpacked .zip of the page is such a folder', () => {
    const folder = mkdtempSync(join(root, 'packed-'))
    const unzipped = unzipSync(zipOf(soundFiles, 'sound'))
    mkdirSync(join(folder, 'sound'))
    for (const [path, bytes] of Object.entries(unzipped)) writeFileSync(join(folder, path), bytes)
    const { status, stdout } = packed(join(folder, 'sound'))
    expect(status).toBe(0)
    expect(filesOfParcel(stdout)).toEqual(soundFiles)
    const args = ['dist/cli/faultline.js', 'lessons', 'verify', '--from', folder, '--seeds', '3']
    expect(spawnSync('node', args, { encoding: 'utf8' }).stdout).toMatch(/^pass {2}sound /)
  })
  test('takes one folder with one lesson', () => {
    expect(packed().stderr).toBe('faultline: lessons pack takes the folder of one lesson\n')
    expect(packed('lessons').status).toBe(2)
  })
})
