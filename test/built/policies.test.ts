/** Runs that carry policy code: one fingerprint in every JavaScript engine at hand, in the command, and in the engine under SES. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import type { PolicyCode } from '../../src/policies'
import { policyId } from '../../src/policies'
import { encodeFile } from '../../src/scenarios/codec'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { PRESETS } from '../../src/scenarios/presets/all'
import { applying, codeOf, libraryOf } from '../policies/applied'
import { REMEMBERING } from '../policies/remembering'
import { inEveryShell } from './shells'

const SEED = 7
const FOR_US = 15_000_000
const commands = [applying(REMEMBERING, {}, 500_000)]
const policies = { [policyId(REMEMBERING)]: REMEMBERING }
const { fingerprint } = wholeRun(PRESETS.storefront, SEED, FOR_US, commands, libraryOf(REMEMBERING))
const options = JSON.stringify({ seed: SEED, forUs: FOR_US, commands, policies })
const ses = readFileSync('node_modules/ses/dist/ses.umd.min.js', 'utf8')

inEveryShell(
  'with SES, a run that carries code',
  `(Faultline.lock(), Faultline.run('storefront', ${options}).fingerprint)`,
  fingerprint,
  ses,
)
inEveryShell(
  'without SES, such a run is refused and nothing is frozen; one without code is as ever',
  `[
    (function () { try { Faultline.run('storefront', ${options}) } catch (error) { return error.code } })(),
    (function () { try { Faultline.lock() } catch (error) { return error.code } })(),
    Object.isFrozen(Object.prototype),
    Faultline.run('storefront', { seed: ${SEED}, forUs: 1000000 }).fingerprint,
  ]`,
  ['policy.noRealm', 'policy.noRealm', false, wholeRun(PRESETS.storefront, SEED, 1_000_000).fingerprint],
)

const folder = mkdtempSync(join(tmpdir(), 'faultline-'))
afterAll(() => rmSync(folder, { recursive: true }))
function saved(code: PolicyCode): string {
  const path = join(folder, `${policyId(code)}.json`)
  const run = { engine: ENGINE_VERSION, scenario: 'storefront', seed: SEED, horizonUs: FOR_US }
  const carried = { policies: { [policyId(code)]: code }, commands: [applying(code, {}, 500_000)] }
  writeFileSync(path, encodeFile({ run: { ...run, ...carried } }))
  return path
}
function faultline(...args: string[]) {
  return spawnSync(process.execPath, ['dist/cli/faultline.js', ...args], { encoding: 'utf8', maxBuffer: 1e8 })
}

test('the command plays a saved run with its code, in each of its ways', () => {
  const file = saved(REMEMBERING)
  const { stdout, stderr } = faultline('run', file, '--json')
  expect({ stderr, ...(JSON.parse(stdout) as object) }).toMatchObject({ stderr: '', fingerprint })
  const contrasted = JSON.parse(faultline('contrast', file, '--modes', 'quorum', '--json').stdout) as unknown[]
  expect(contrasted).toHaveLength(1)
  for (const format of ['csv', 'prometheus']) {
    const exported = faultline('export', file, '--format', format)
    expect([exported.status, exported.stderr], format).toEqual([0, ''])
    expect(exported.stdout).not.toBe(faultline('export', 'storefront', '--seed', '7', '--for', '15s').stdout)
  }
})
test('it refuses code that does not compile in one line that says where and why', () => {
  const bad = codeOf('balancer', 'export default function (): number {\n  return Math.random()\n}')
  const { status, stderr, stdout } = faultline('run', saved(bad))
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^faultline: the run is refused: .*policy\.ts:2:\d+: .*random.*\n$/)
})
test('commands from a file name only code that the run carries', () => {
  const file = join(folder, 'commands.json')
  writeFileSync(file, JSON.stringify(commands))
  const { status, stderr } = faultline('run', 'storefront', '--commands', file)
  expect([status, stderr.includes('names code that the run does not carry')]).toEqual([2, true])
})
