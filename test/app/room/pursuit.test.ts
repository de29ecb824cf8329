/** How a page keeps up with a shared cluster: late, slow, or neither; and whether it computes what most do. */
import { describe, expect, it } from 'vitest'
import type { Pursued } from '../../../src/app/room/pursuit'
import { Prints, Pursuit } from '../../../src/app/room/pursuit'

const S = 1_000_000
const room = (change: Partial<Pursued> = {}): Pursued => ({
  timeUs: 0,
  horizonUs: 60 * S,
  pace: 1,
  playing: true,
  nowMs: 0,
  checkpointUs: 45 * S,
  ...change,
})
const close = (nowMs: number): Pursued => room({ timeUs: 59.5 * S, nowMs })

describe('a page that comes late', () => {
  it('goes to the checkpoint at once', () => {
    expect(new Pursuit().next(room())).toBe('checkpoint')
  })
  it('plays the past where that is short, or no checkpoint spares anything', () => {
    const short = [{ horizonUs: 9 * S, checkpointUs: 5 * S }, { checkpointUs: null }, { timeUs: 44 * S }]
    for (const change of short) expect(new Pursuit().next(room(change))).toBeNull()
  })
  it('measures by the room’s pace', () => {
    const fast = { pace: 10, horizonUs: 90 * S, checkpointUs: 60 * S }
    expect(new Pursuit().next(room(fast))).toBeNull()
    expect(new Pursuit().next(room({ ...fast, horizonUs: 110 * S }))).toBe('checkpoint')
  })
})

describe('a page that was there', () => {
  const there = (): Pursuit => {
    const pursuit = new Pursuit()
    pursuit.next(close(0))
    return pursuit
  }
  it('goes in steps once it is far behind for long, and not for a moment’s sake', () => {
    const pursuit = there()
    expect(pursuit.next(room({ nowMs: 1_000 }))).toBeNull()
    expect(pursuit.next(room({ nowMs: 5_000 }))).toBeNull()
    expect(pursuit.next(room({ nowMs: 6_000 }))).toBe('steps')
    const recovered = there()
    recovered.next(room({ nowMs: 1_000 }))
    recovered.next(close(3_000))
    expect(recovered.next(room({ nowMs: 7_000 }))).toBeNull()
  })
  it('counts as late, not as slow, after it was paused or out of sight', () => {
    const pursuit = there()
    expect(pursuit.next(room({ nowMs: 9_000, playing: false }))).toBeNull()
    expect(pursuit.next(room({ nowMs: 9_200 }))).toBe('checkpoint')
  })
  it('is slow, not late once more, where the checkpoint that it came by did not help', () => {
    const pursuit = new Pursuit()
    expect(pursuit.next(room({ nowMs: 0 }))).toBe('checkpoint')
    pursuit.went('checkpoint')
    expect(pursuit.next(room({ nowMs: 1_000 }))).toBeNull()
    expect(pursuit.next(room({ nowMs: 6_000 }))).toBe('steps')
  })
  it('says that it goes in steps until it has kept up for long', () => {
    const pursuit = there()
    pursuit.went('steps')
    pursuit.next(close(10_000))
    pursuit.next(room({ timeUs: 55 * S, nowMs: 30_000 }))
    pursuit.next(close(35_000))
    pursuit.next(close(60_000))
    expect(pursuit.way).toBe('steps')
    pursuit.next(close(66_000))
    expect(pursuit.way).toBe('played')
  })
})

describe('fingerprints of one’s own', () => {
  const print = (atUs: number, hex = 'a') => ({ hex, atUs, events: atUs })
  it('are compared at the moment that most tell of', () => {
    const prints = new Prints()
    expect([prints.newest, prints.agree(print(5)), prints.agree(null)]).toEqual([null, null, null])
    for (const atUs of [5, 10, 15]) prints.note(print(atUs))
    expect([prints.agree(print(10)), prints.agree(print(10, 'b')), prints.agree(print(20))]).toEqual([
      true,
      false,
      null,
    ])
    expect(prints.agree({ ...print(10), events: 11 })).toBe(false)
    expect(prints.newest).toEqual(print(15))
  })
  it('are kept for a while only, and once a moment', () => {
    const prints = new Prints()
    for (let i = 0; i < 100; i++) prints.note(print(i))
    expect([prints.agree(print(2)), prints.agree(print(99))]).toEqual([null, true])
    prints.note(print(99, 'b'))
    expect(prints.agree(print(99, 'b'))).toBe(true)
    prints.clear()
    expect(prints.newest).toBeNull()
  })
})
