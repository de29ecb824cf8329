/** Faults by hand: each kind at each place it can be is a command that the gate admits, and its cause is one that learners can name. */
import { describe, expect, it } from 'vitest'
import { HAND_FAULTS, handCommand, placesFor, strengthOf } from '../../../../src/app/room/host/faultCommand'
import { causeOf, isCause } from '../../../../src/classroom/causes'
import { CAUSE_KINDS, placesOf } from '../../../../src/classroom/suspects'
import { presetOf } from '../../../../src/scenarios/presets'
import { read } from '../../../../src/scenarios/schema/fields'
import { command } from '../../../../src/scenarios/schema/faults'
import { topologyOf } from '../../graph/fakeCluster'

const topology = topologyOf(presetOf('storefront')!)

describe.each(HAND_FAULTS)('%s', (kind) => {
  const places = placesFor(kind, topology)
  it('can be somewhere, is admitted, and can be named by a learner', () => {
    expect(places.length).toBeGreaterThan(0)
    const suspects = placesOf(topology)
    for (const place of places) {
      const made = handCommand(kind, place, NaN)
      expect(read(command, made, 'command', 1_000)).toEqual(made)
      const cause = causeOf(made)
      expect(CAUSE_KINDS).toContain(cause.kind)
      expect(suspects.some((where) => isCause({ kind: cause.kind, where }, [cause]))).toBe(true)
    }
  })
  it('keeps within its bounds whatever is typed', () => {
    for (const typed of [-1e30, 0, 1e30]) {
      const made = handCommand(kind, places[0], typed)
      expect(read(command, made, 'command', 1_000)).toEqual(made)
    }
  })
})

describe('how much', () => {
  it('is in the unit that is shown', () => {
    expect(handCommand('delay', 'link node api-1>node shard-1a', 80)).toMatchObject({ addedUs: 80_000 })
    expect(handCommand('lose', 'link node api-1>node shard-1a', 10)).toMatchObject({ probability: 0.1 })
    expect(handCommand('offsetClock', 'shard 0', 250)).toMatchObject({ target: { shard: 0 }, offsetUs: 250_000 })
    expect(strengthOf('kill')).toBeNull()
  })
  it('only what others lean on degrades', () => {
    expect(placesFor('degrade', topology)).toContain('group recommendations')
    expect(placesFor('degrade', topology)).not.toContain('group store')
  })
})
