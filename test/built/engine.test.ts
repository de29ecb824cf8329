/** One fingerprint in every JavaScript engine at hand: Node's V8, JavaScriptCore's shell jsc, SpiderMonkey's js102. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { PRESETS, presetIds } from '../../src/scenarios/presets'

const SEED = 7
const FOR_US = 5_000_000
const folder = mkdtempSync(join(tmpdir(), 'faultline-engine-'))
afterAll(() => rmSync(folder, { recursive: true }))

const engine = readFileSync('dist/engine/faultline.js', 'utf8')
const expected = JSON.stringify(presetIds.map((id) => wholeRun(PRESETS[id], SEED, FOR_US).fingerprint))
const script = join(folder, 'all.js')
writeFileSync(
  script,
  `${engine}
;(typeof print === 'function' ? print : console.log)(JSON.stringify(Faultline.presets.map(function (id) {
  return Faultline.run(id, { seed: ${SEED}, forUs: ${FOR_US} }).fingerprint
})))`,
)

for (const shell of [process.execPath, 'jsc', 'js102']) {
  const isHere = spawnSync(shell, ['-e', '0']).error === undefined
  const name = shell === process.execPath ? 'node' : shell
  test.skipIf(!isHere)(`every preset in ${name}${isHere ? '' : ' (skipped: it is not installed)'}`, () => {
    const { stdout, stderr } = spawnSync(shell, [script], { encoding: 'utf8' })
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: expected, stderr: '' })
  })
}

test('it takes a scenario as an object, tells its version and presets, and refuses what is not allowed', () => {
  const shell = createContext({})
  runInContext(engine, shell)
  const said = (code: string): unknown => runInContext(code, shell)
  expect(said('Faultline.version')).toBe(ENGINE_VERSION)
  expect(said('Faultline.presets.join()')).toBe(presetIds.join())
  const scenario = JSON.stringify(PRESETS['web-tier'])
  const run = said(`Faultline.run(JSON.parse(${JSON.stringify(scenario)}), { seed: 3, forUs: 2000000 })`)
  expect(run).toEqual(wholeRun(PRESETS['web-tier'], 3, 2_000_000))
  for (const call of [
    "'nonsense'",
    '{ version: 1 }',
    'null',
    "'storefront', { seed: -1 }",
    "'storefront', { forUs: 1e99 }",
    "'storefront', { commands: [{}] }",
  ])
    expect(said(`try { Faultline.run(${call}); 'ran' } catch (error) { error.code }`), call).toMatch(
      /^(run|scenario)\./,
    )
})
