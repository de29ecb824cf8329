/** Which learners a teacher sees, in which order, how they stand, and their last minute. */
import { describe, expect, it } from 'vitest'
import { ADA, BOB, EVE, answersOf } from '../../../classroom/pages'
import type { Asked } from '../../../../src/app/room/host/tiles/order'
import { seats } from '../../../../src/app/room/host/tiles/order'
import { Lately, sparkPath } from '../../../../src/app/room/lately'
import { seatState } from '../../../../src/app/room/person'
import type { Digest } from '../../../../src/classroom/digests'
import type { Attendance } from '../../../../src/classroom/documents/roster'
import { readRoster } from '../../../../src/classroom/documents/roster'

const seat = (name: string, more: Partial<Attendance> = {}): Attendance => ({
  name,
  group: null,
  present: true,
  sinceMs: 1_000,
  joinedMs: 1_000,
  barred: false,
  cleared: false,
  returns: 0,
  ...more,
})
const digest = (more: Partial<Digest> = {}): Digest => ({
  state: 'running',
  open: 'storefront',
  timeUs: 0,
  stale: 0,
  answered: 1,
  p99Us: 1_000,
  goals: 0,
  goalsOf: 3,
  down: 0,
  print: null,
  hidden: false,
  ...more,
})
const roster = readRoster({
  [`learner/${ADA}`]: seat('Zoe'),
  [`learner/${BOB}`]: seat('Bob', { group: 'g1' }),
  [`learner/${EVE}`]: seat('Eve', { present: false }),
})
/** Ada’s hand went up after Bob’s; Eve’s is up, and she is away. */
const answers = answersOf({
  [ADA]: [[20, { hand: 5 }]],
  [BOB]: [[10, { hand: 9 }]],
  [EVE]: [[1, { hand: 1 }]],
})
const names = (asked: Partial<Asked>, digests = {}) =>
  seats(roster, answers, digests, { sort: 'name', filter: 'all', group: null, find: '', ...asked }).map(
    ({ name }) => name,
  )

describe('the order of tiles', () => {
  it('has the hand first that the server saw first, and none of whoever is away', () => {
    expect(names({ sort: 'hand' })).toEqual(['Bob', 'Zoe', 'Eve'])
    expect(names({ filter: 'hand', sort: 'hand' })).toEqual(['Bob', 'Zoe'])
  })
  it('filters by presence, group and name', () => {
    expect(names({})).toEqual(['Bob', 'Eve', 'Zoe'])
    expect(names({ filter: 'here' })).toEqual(['Bob', 'Zoe'])
    expect(names({ filter: 'away' })).toEqual(['Eve'])
    expect(names({ group: 'g1' })).toEqual(['Bob'])
    expect(names({ find: ' ZO' })).toEqual(['Zoe'])
  })
  it('has the most trouble and the most goals first', () => {
    const digests = { [ADA]: digest({ answered: 0.5 }), [BOB]: digest({ goals: 2 }) }
    expect(names({ sort: 'trouble' }, digests)).toEqual(['Zoe', 'Bob', 'Eve'])
    expect(names({ sort: 'goals' }, digests)).toEqual(['Bob', 'Eve', 'Zoe'])
  })
  it('leaves out whoever is barred unless asked', () => {
    const barred = readRoster({ [`learner/${ADA}`]: seat('Zoe', { barred: true }) })
    const asked: Asked = { sort: 'name', filter: 'all', group: null, find: '' }
    expect(seats(barred, answers, {}, asked)).toEqual([])
    expect(seats(barred, answers, {}, { ...asked, filter: 'barred' })).toHaveLength(1)
  })
})

describe('how somebody stands', () => {
  it('is a node that crashed, recovers, and goes on', () => {
    expect(seatState(seat('a', { present: false }), digest(), 2_000)).toBe('away')
    expect(seatState(seat('a', { returns: 1 }), digest(), 2_000)).toBe('back')
    expect(seatState(seat('a', { returns: 1 }), digest({ state: 'paused' }), 60_000)).toBe('paused')
    expect(seatState(seat('a'), undefined, 2_000)).toBe('idle')
  })
})

describe('the last minute', () => {
  it('holds a point for each digest that came, sixty at most', () => {
    const lately = new Lately()
    const first = { [ADA]: digest({ stale: 0.5 }) }
    lately.add(first)
    lately.add(first) // the same once more: nothing new came
    expect(lately.of(ADA, 'stale')).toEqual([0.5])
    for (let i = 0; i < 70; i++) lately.add({ [ADA]: digest({ stale: i / 100 }) })
    expect(lately.of(ADA, 'stale')).toHaveLength(60)
    expect(lately.of(ADA, 'stale').at(-1)).toBe(0.69)
    expect(lately.of(BOB, 'stale')).toEqual([])
  })
  it('is drawn with the newest at the right, with a gap where nothing was said', () => {
    expect(sparkPath('stale', [0, 1, null, 0], 59, 22)).toBe('M56.0 21.0L57.0 1.0M59.0 21.0')
    // 1 ms is the bottom of the logarithmic axis, 10 s its top.
    expect(sparkPath('p99Us', [1_000, 100_000, 10_000_000], 59, 22)).toBe('M57.0 21.0L58.0 11.0L59.0 1.0')
  })
})
