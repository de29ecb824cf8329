/** A store that answers into the void: without idempotency each mode with a log does again what it is asked again, and it is counted. */
import { describe, expect, it } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import { primaryMode } from '../../src/scenarios/modes/primary'
import { raftMode } from '../../src/scenarios/modes/raft'
import type { SpannerSpec } from '../../src/scenarios/modes/spanner'
import { spannerMode } from '../../src/scenarios/modes/spanner'
import { withReplication } from '../../src/scenarios/modes/switch'
import { twoPhaseCommitMode } from '../../src/scenarios/modes/twoPhaseCommit'
import { presetOf } from '../../src/scenarios/presets'

describe('double-charge', () => {
  const { groups } = presetOf('double-charge')!
  const store = groups.find(({ role }) => role === 'store') as { replication: SpannerSpec }
  const run = (seed: number, idempotency: boolean) => {
    const scenario = withReplication(presetOf('double-charge')!, { ...store.replication, idempotency })
    const { effectsRepeated, operations, breaches } = wholeRun(scenario, seed, 30_000_000)
    const { ok, invoked } = operations.byJourney.checkout
    return { effectsRepeated, breaches, answered: ok / invoked }
  }
  it.each([1, 2, 3])('seed %i: many pay twice, and with idempotency nobody does; as many are served', (seed) => {
    const [without, healed] = [run(seed, false), run(seed, true)]
    expect(without.effectsRepeated).toBeGreaterThan(40)
    expect([without.breaches, healed.breaches, healed.effectsRepeated]).toEqual([{}, {}, 0])
    for (const { answered } of [without, healed]) expect(answered).toBeGreaterThan(0.95)
  })
})

const LOSSY = {
  atUs: 2_000_000,
  afterEvents: 0,
  command: { kind: 'lose', link: { from: { group: 'store' }, to: { group: 'api' }, oneWay: true }, probability: 0.5 },
} as const

describe.each([
  ['primary', primaryMode.defaults(3)],
  ['raft', raftMode.defaults(3)],
  ['spanner', spannerMode.defaults(3)],
  ['twoPhaseCommit', twoPhaseCommitMode.defaults(3)],
])('%s', (_mode, spec) => {
  const repeated = (idempotency?: boolean) => {
    const scenario = withReplication(presetOf('storefront')!, { ...spec, idempotency })
    const { effectsRepeated, breaches } = wholeRun(scenario, 3, 8_000_000, [LOSSY])
    return { effectsRepeated, breaches }
  }
  it('by default nothing is done twice', () => {
    expect(repeated()).toEqual({ effectsRepeated: 0, breaches: {} })
  })
  it('without idempotency it is, and no promise is broken by that', () => {
    const { effectsRepeated, breaches } = repeated(false)
    expect(effectsRepeated).toBeGreaterThan(20)
    expect(breaches).toEqual({})
  })
})
