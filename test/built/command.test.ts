/** The built command, as its users call it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import { policyId } from '../../src/policies'
import { encodeFile } from '../../src/scenarios/codec'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { PRESETS } from '../../src/scenarios/presets/all'

const folder = mkdtempSync(join(tmpdir(), 'faultline-'))
afterAll(() => rmSync(folder, { recursive: true }))

function faultline(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/faultline.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return { status, stdout, stderr, json: () => JSON.parse(stdout) as never }
}
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('run', () => {
  test('a preset: the same as the library, twice', () => {
    const expected = wholeRun(PRESETS.storefront, 7, 5_000_000)
    const said = faultline('run', 'storefront', '--seed', '7', '--for', '5s', '--json')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.json()).toEqual({ engine: ENGINE_VERSION, scenario: 'storefront', seed: 7, ...expected })
    expect(faultline('run', 'storefront', '--seed', '8', '--for', '5s', '--json').stdout).not.toContain(
      expected.fingerprint,
    )
  })
  test('a scenario from a file, a saved run with its own seed and horizon, commands from a file', () => {
    const scenario = PRESETS['quorum-disk']
    const kill = { atUs: 500_000, afterEvents: 0, command: { kind: 'kill' as const, target: { node: 'shard-1a' } } }
    const plain = faultline('run', file('scenario.json', JSON.stringify(scenario)), '--for', '1s', '--json').json()
    expect(plain).toMatchObject({ fingerprint: wholeRun(scenario, 1, 1_000_000).fingerprint })
    const { fingerprint } = wholeRun(scenario, 5, 1_000_000, [kill])
    const run = { engine: ENGINE_VERSION, scenario, seed: 5, policies: {}, commands: [kill], horizonUs: 1_000_000 }
    expect(faultline('run', file('run.json', encodeFile({ run })), '--json').json()).toMatchObject({ fingerprint })
    const commands = file('commands.json', JSON.stringify([kill]))
    expect(
      faultline('run', 'quorum-disk', '--seed', '5', '--for', '1s', '--commands', commands, '--json').json(),
    ).toMatchObject({ fingerprint })
  })
  test('in words', () => {
    const { status, stdout } = faultline('run', 'storefront', '--for', '2s')
    expect(status).toBe(0)
    for (const word of ['checkout', 'dashboard', 'report', 'fingerprint']) expect(stdout).toContain(word)
  })
})

describe('what a person may do wrong exits 2 with one clear line', () => {
  const scenario = JSON.stringify(PRESETS.storefront)
  const manyNodes = scenario.replace('"count":3', '"count":1000000')
  const hostile: [name: string, text: string][] = [
    ['not JSON', '{'],
    ['empty', ''],
    ['array', '[]'],
    ['null', 'null'],
    ['unknown version', '{"version": 99999}'],
    ['prototype keys', '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"x": 1}}}'],
    ['deep', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['huge number', '{"version": 1e999}'],
    ['long string', `{"version": "${'x'.repeat(5_000_000)}"}`],
    ['a million nodes', manyNodes],
    ['a negative rate', scenario.replace(/"ratePerSecond":\d+/, '"ratePerSecond":-1')],
  ]
  test.each(hostile)('a scenario: %s', (name, text) => {
    const { status, stdout, stderr } = faultline('run', file('hostile.json', text), '--for', '1s', '--json')
    expect({ status, stdout }, name).toEqual({ status: 2, stdout: '' })
    expect(stderr.length).toBeLessThan(600)
    expect(stderr).toMatch(/^faultline: [^\n]{20,}\n$/)
  })
  test.each([
    [[]],
    [['nonsense']],
    [['run']],
    [['run', 'storefront', 'storefront']],
    [['run', 'no-such-file']],
    [['run', tmpdir()]],
    [['run', 'storefront', '--for', 'soon']],
    [['run', 'storefront', '--seed', '-1']],
    [['run', 'storefront', '--commands', 'no-such-file']],
    [['run', 'storefront', '--wrong']],
    [['reproduce', 'nonsense']],
    [['reproduce', 'queue.mm1', '--set', 'rho=2']],
    [['bench', 'W9']],
    [['sim']],
  ])('faultline %j', (args) => {
    const { status, stderr } = faultline(...args)
    expect(status).toBe(2)
    expect(stderr).toMatch(/^faultline: [^\n]+\n$/)
  })
})

describe('reproduce', () => {
  test('rows in the order of their cases, with everything a reader needs', () => {
    const said = faultline('reproduce', 'queue.mm1', 'pbs.fits', '--set', 'customers=20000', '--json')
    expect(said.status).toBe(0)
    const rows = said.json() as { id: string; case: string }[]
    expect(rows.map((row) => row.id)).toEqual([
      ...Array<string>(4).fill('queue.mm1'),
      ...Array<string>(3).fill('pbs.fits'),
    ])
    for (const row of rows) {
      expect(row).toMatchObject({
        source: expect.any(String) as string,
        expected: expect.any(Object) as object,
        measured: expect.any(Object) as object,
        pass: true,
      })
    }
  })
})

describe('compare', () => {
  const kill = { atUs: 500_000, afterEvents: 0, command: { kind: 'kill' as const, target: { node: 'shard-2b' } } }

  test('a run with its newest command and without it, over seeds, is the same on every call', () => {
    const commands = file('newest.json', JSON.stringify([kill]))
    const asked = ['compare', 'storefront', '--commands', commands, '--seeds', '3', '--seed', '7', '--for', '2s']
    const said = faultline(...asked, '--json')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    const { bySeed } = said.json() as { bySeed: { seed: number; without: { fingerprint: string } }[] }
    expect(bySeed.map(({ seed }) => seed)).toEqual([7, 8, 9])
    for (const { seed, without } of bySeed)
      expect(without.fingerprint).toBe(wholeRun(PRESETS.storefront, seed, 2_000_000).fingerprint)
    expect(faultline(...asked, '--json').stdout).toBe(said.stdout)
    expect(faultline(...asked).stdout).toMatch(/dashboard p50 .*ms/)
  })
  test('policies that a saved run carries decide in every thread, confined', () => {
    const code = { contract: 'balancer' as const, entry: 'p.ts', files: { 'p.ts': 'export default (): number => 0' } }
    const id = policyId(code)
    const set = { ...kill, command: { kind: 'setPolicy' as const, contract: 'balancer' as const, code: id, reach: {} } }
    const run = {
      engine: ENGINE_VERSION,
      scenario: 'storefront',
      seed: 7,
      policies: { [id]: code },
      commands: [set],
      horizonUs: 3_000_000,
    }
    const said = faultline('compare', file('policy.json', encodeFile({ run })), '--without', 'policies', '--seeds', '2')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.stdout).toMatch(/dashboard p50 .* ms +[1-9]/)
  })
  test('what cannot be left out exits 2', () => {
    const commands = file('newest.json', JSON.stringify([kill]))
    for (const [args, why] of [
      [['--without', '2'], '--without is a whole number from 1 to 1'],
      [['--without', 'policies'], 'no such command'],
      [['--seeds', '201'], '--seeds is a whole number from 1 to 200'],
      [['--for', '0.1s'], 'nothing comes after the command'],
    ] as const) {
      const { status, stderr } = faultline('compare', 'storefront', '--commands', commands, ...args)
      expect([status, stderr]).toEqual([2, expect.stringContaining(why)])
    }
  })
})

describe('sim', () => {
  test('prints every option drawn, the verdict and a link', () => {
    const { status, stdout } = faultline('sim', '--seed', '17')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^horizonS = \d+$/m)
    expect(stdout).toMatch(/fingerprint [0-9a-f]{16}/)
    expect(stdout).toMatch(/#\/lab\?run=1\.[\w-]+$/m)
  })
})

test('--help and --version', () => {
  expect(faultline('--help').stdout).toContain('faultline run PRESET|FILE')
  expect(faultline('--version').stdout).toMatch(/^faultline \d+\.\d+\.\d+ \(engine \S+\)\n$/)
})
