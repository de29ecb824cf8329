/** What others than the built-in decision about the number of instances do to a surge from 60 s to 150 s. */
import { describe, expect, it } from 'vitest'
import { DUTY } from '../../src/cluster'
import hasty from '../../src/decisions/autoscale/hasty.ts?raw'
import stepwise from '../../src/decisions/autoscale/stepwise.ts?raw'
import withSpare from '../../src/decisions/autoscale/withSpare.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import { figures, play } from './play'

const surge = PRESETS.autoscale
const serving = (text: string | null, atS: number): number =>
  play(surge, ['autoscale', text], { forUs: atS * 1e6 }).world.cluster.nodes.filter(
    ({ group, membership }) => group === 'web' && membership?.duty === DUTY.serves,
  ).length

describe('how many instances there should be', () => {
  it('hasty: when the surge is over the extra ones go at once, and not after a cooldown', () => {
    expect(serving(hasty, 165)).toBeLessThan(serving(null, 165))
  })
  it('step by step: goes on where a saturated measure shows no more', () => {
    expect(serving(stepwise, 110)).toBeGreaterThan(serving(null, 110))
  })
  it('with some to spare: fewer fail in the surge', () => {
    const long = { forUs: 130e6 }
    expect(figures(surge, ['autoscale', withSpare], long).operations.failed).toBeLessThan(
      figures(surge, null, long).operations.failed,
    )
  })
})
