/** A store that answers into the void: without idempotency each mode with a log does again what it is asked again, and it is counted. */
import { describe, expect, it } from 'vitest'
import { wholeRun } from '../../src/lab/wholeRun'
import { primaryMode } from '../../src/scenarios/modes/primary'
import { raftMode } from '../../src/scenarios/modes/raft'
import { spannerMode } from '../../src/scenarios/modes/spanner'
import { withReplication } from '../../src/scenarios/modes/switch'
import { twoPhaseCommitMode } from '../../src/scenarios/modes/twoPhaseCommit'
import { presetOf } from '../../src/scenarios/presets'

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
