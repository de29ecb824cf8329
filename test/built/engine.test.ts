/** The built engine: one fingerprint for every preset in every JavaScript engine at hand, and what it takes and refuses. */
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { presetIds } from '../../src/scenarios/presets'
import { PRESETS } from '../../src/scenarios/presets/all'
import { engine, inEveryShell } from './shells'

const SEED = 7
const FOR_US = 5_000_000

inEveryShell(
  'every preset',
  `Faultline.presets.map(function (id) {
    return Faultline.run(id, { seed: ${SEED}, forUs: ${FOR_US} }).fingerprint
  })`,
  presetIds.map((id) => wholeRun(PRESETS[id], SEED, FOR_US).fingerprint),
)

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
