import { describe, expect, it } from 'vitest'
import { contrastRow } from '../../src/lab/contrast'
import { atTheirTimes } from '../../src/lab/atTheirTimes'
import { finish } from '../../src/lab/job'
import { wholeRun } from '../../src/lab/wholeRun'
import type { StampedCommand } from '../../src/cluster'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import type { RunValue } from '../../src/scenarios/run'
import { PRESETS } from '../../src/scenarios/presets/all'

const { storefront } = PRESETS
const kill = { atUs: 1_000_000, afterEvents: 0, command: { kind: 'kill', target: { node: 'shard-1b' } } } as const
const saved = (commands: StampedCommand[]): RunValue => ({
  engine: ENGINE_VERSION,
  scenario: 'storefront',
  seed: 7,
  policies: {},
  commands,
  horizonUs: 3_000_000,
})

describe('contrast', () => {
  it('gives each mode the run that it would have had alone, under the same faults', () => {
    const { run } = finish(contrastRow({ run: saved([kill]), mode: 'quorum' }))
    expect(run).toEqual(wholeRun(storefront, 7, 3_000_000, atTheirTimes([kill])))
  })
  it('counts what an operation costs in messages and bytes', () => {
    const { run, perOperation } = finish(contrastRow({ run: saved([]), mode: 'quorum' }))
    expect(perOperation?.messages).toBeCloseTo(run.traffic.messages / run.operations.invoked)
    expect(perOperation?.messages).toBeGreaterThan(5)
    expect(perOperation?.bytes).toBeGreaterThan(100 * (perOperation?.messages ?? 0))
  })
})
