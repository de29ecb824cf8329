/** Each invariant finds its planted violation, and is silent where there is none. */
import { describe, expect, it } from 'vitest'
import {
  committedAgree,
  converged,
  holdsAcknowledged,
  lostAcknowledged,
  onePrimaryAnEpoch,
} from '../../../src/protocols/primary/invariants'
import { versionOf } from '../../../src/protocols/primary/log'
import type { PrimaryState } from '../../../src/protocols/primary/state'
import { Stand } from '../stand'
import { primaryShard } from './shard'

function written(): { stand: Stand; states: PrimaryState[] } {
  const stand = new Stand(primaryShard({ replication: 'semiSync' }))
  for (const value of [50, 60, 70]) stand.ask(0, true, 1, value)
  stand.run(5_000)
  return { stand, states: stand.states<PrimaryState>() }
}

describe('invariants', () => {
  it('one primary an epoch, also when the two are not primary at once', () => {
    const { states } = written()
    const seen = new Map<number, number>()
    expect(onePrimaryAnEpoch(seen, states)).toBeNull()
    expect(onePrimaryAnEpoch(seen, states)).toBeNull()
    Object.assign(states[0], { role: 'follower' })
    Object.assign(states[2], { role: 'primary' })
    expect(onePrimaryAnEpoch(seen, states)).toEqual({ code: 'twoPrimaries', places: [0, 2], what: 1 })
    Object.assign(states[2], { epoch: 2 })
    expect(onePrimaryAnEpoch(seen, states)).toBeNull()
  })
  it('what is committed is the same everywhere', () => {
    const { states } = written()
    expect(committedAgree(states)).toBeNull()
    const { entries } = states[1].log
    entries[entries.length - 1] = Object.freeze({ ...entries[entries.length - 1], epoch: 7 })
    expect(committedAgree(states)).toEqual({ code: 'committedDiffers', places: [0, 1], what: 4 })
  })
  it('what was acknowledged is there', () => {
    const { stand, states } = written()
    const acknowledged = stand.results.map(({ version }) => ({ key: 1, version }))
    expect(acknowledged).toHaveLength(3)
    expect(lostAcknowledged(states[0], acknowledged)).toEqual([])
    const other = { key: 1, version: versionOf(2, 3) }
    expect(lostAcknowledged(states[0], [...acknowledged, other])).toEqual([other])
    expect(holdsAcknowledged(states[0], 1, versionOf(1, 5))).toBe(false)
  })
  it('replicas agree', () => {
    const { states } = written()
    expect(converged(states)).toBeNull()
    states[2].table.set(9, 1, 1)
    expect(converged(states)).toEqual({ code: 'notConverged', places: [0, 2], what: 9 })
  })
})
