/**
 * Every preset's fingerprint at seed 7 after 60 s. A change here means that old links replay to something else: it needs a new
 * ENGINE_VERSION. `UPDATE_GOLDEN=1 npx vitest run test/golden` writes the file anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { expect, test } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { presetIds } from '../../src/scenarios/presets'
import { PRESETS } from '../../src/scenarios/presets/all'

interface Golden {
  engine: string
  fingerprints: Record<string, string>
}
const FILE = 'test/golden/fingerprints.json'
const SEED = 7
const FOR_US = 60_000_000

test('every preset gives its pinned fingerprint', () => {
  const fingerprints = Object.fromEntries(presetIds.map((id) => [id, wholeRun(PRESETS[id], SEED, FOR_US).fingerprint]))
  const found: Golden = { engine: ENGINE_VERSION, fingerprints }
  if (env.UPDATE_GOLDEN === '1') writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`)
  expect(found).toEqual(JSON.parse(readFileSync(FILE, 'utf8')) as Golden)
}, 240_000)
