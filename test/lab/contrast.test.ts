import { describe, expect, it } from 'vitest'
import { contrast } from '../../src/lab/contrast'
import { finish } from '../../src/lab/job'
import { wholeRun } from '../../src/lab/wholeRun'
import { PRESETS } from '../../src/scenarios/presets'

const { storefront } = PRESETS
const kill = { atUs: 1_000_000, afterEvents: 0, command: { kind: 'kill', target: { node: 'shard-1b' } } } as const

describe('contrast', () => {
  it('gives each mode the run that it would have had alone, under the same faults', () => {
    const rows = finish(contrast(storefront, 7, 3_000_000, [kill], ['quorum']))
    expect(rows).toHaveLength(1)
    expect(rows[0].run).toEqual(wholeRun(storefront, 7, 3_000_000, [kill]))
  })
  it('counts what an operation costs in messages and bytes', () => {
    const [{ run, perOperation }] = finish(contrast(storefront, 7, 3_000_000, [], ['quorum']))
    expect(perOperation?.messages).toBeCloseTo(run.traffic.messages / run.operations.invoked)
    expect(perOperation?.messages).toBeGreaterThan(5)
    expect(perOperation?.bytes).toBeGreaterThan(100 * (perOperation?.messages ?? 0))
  })
})
