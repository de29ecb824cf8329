import { describe, expect, it } from 'vitest'
import { CALL_EVENTS, SHED_REASONS, STATE_CODES } from '../../../src/cluster/journal'
import { BREAKER_MODES } from '../../../src/resilience/breaker'
import { OWN_ACTS_MAX, OwnActs } from '../../../src/telemetry/objectives/ownActs'

const SECOND = 1_000_000
const shed = (reason: (typeof SHED_REASONS)[number]): number => 3 | (SHED_REASONS.indexOf(reason) << 8)
const state = (code: (typeof STATE_CODES)[number]): number => STATE_CODES.indexOf(code)
const mode = (name: (typeof BREAKER_MODES)[number]): number => BREAKER_MODES.indexOf(name)
const told = (acts: OwnActs) => acts.list.map(({ kind, node, other }) => [kind, node, other])

describe('what the cluster did by itself', () => {
  it('is a breaker that opened, work shed, a fallback, an instance added or taken out', () => {
    const acts = new OwnActs(8)
    acts.stated(state('breaker'), 1, 5, mode('closed'), mode('open'), 1)
    acts.turnedAway(shed('lessImportant'), 2, 2)
    acts.called(CALL_EVENTS.indexOf('fellBack'), 1, 5, 3)
    acts.stated(state('autoscale'), 7, 3, 2, 4, 4)
    acts.stated(state('health'), 0, 3, 1, 2, 5)
    expect(told(acts)).toEqual([
      ['breakerOpened', 1, 5],
      ['shed', 2, -1],
      ['fellBack', 1, 5],
      ['instanceAdded', 7, 3],
      ['instanceEjected', 0, 3],
    ])
  })

  it('is not a queue that is full, a copy called off, a breaker that a person holds or that stays open, or an instance that goes', () => {
    const acts = new OwnActs(8)
    acts.turnedAway(shed('queueFull'), 2, 1)
    acts.turnedAway(shed('calledOff'), 2, 1)
    acts.called(CALL_EVENTS.indexOf('rejected'), 1, 5, 1)
    acts.stated(state('breaker'), 1, 5, mode('closed'), mode('forcedOpen'), 1)
    acts.stated(state('breaker'), 1, 5, mode('halfOpen'), mode('open'), 1)
    acts.stated(state('autoscale'), 7, 3, 4, 2, 1)
    acts.stated(state('health'), 0, 3, 2, 1, 1)
    expect(acts.list).toEqual([])
  })

  it('is told once while it goes on, by each node, and anew after it has been quiet', () => {
    const acts = new OwnActs(8)
    for (let s = 0; s <= 30; s++) for (const node of [1, 2]) acts.turnedAway(shed('overRate'), node, s * SECOND)
    const copy = acts.clone()
    copy.turnedAway(shed('overRate'), 1, 36 * SECOND)
    copy.turnedAway(shed('overRate'), 1, 42 * SECOND - 1)
    expect(acts.list.map(({ atUs }) => atUs)).toEqual([0, 0])
    expect(copy.list.map(({ atUs }) => atUs)).toEqual([0, 0, 36 * SECOND])
  })

  it('is remembered as long as there is room for it', () => {
    const acts = new OwnActs(1)
    for (let n = 0; n < OWN_ACTS_MAX + 5; n++) acts.turnedAway(shed('tooLate'), 0, n * 10 * SECOND)
    expect(acts.list).toHaveLength(OWN_ACTS_MAX)
    expect(acts.list[0].atUs).toBe(50 * SECOND)
  })
})
