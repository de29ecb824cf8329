import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { Checkpoints } from '../../src/lab/checkpoints'
import { finish } from '../../src/lab/job'
import { Player } from '../../src/lab/player'
import type { Track } from '../../src/lab/track'
import { endingAt, momentAt } from '../../src/lab/track'
import { cutC, healAll, holdApi, killB, labAt, actAt, slowA, small, straight } from './runs'

const SECOND = 1_000_000
const COMMANDS: Command[] = [killB, slowA, cutC, holdApi, healAll, { kind: 'restart', target: { group: 'store' } }]

describe('a seek', () => {
  it('anywhere, back and forth, gives the fingerprint of playing straight there', () => {
    const times = fc.array(fc.integer({ min: 0, max: 4 * SECOND }), { minLength: 1, maxLength: 6 })
    const acts = fc.array(
      fc.record({ atUs: fc.integer({ min: 0, max: 3 * SECOND }), command: fc.constantFrom(...COMMANDS) }),
      {
        maxLength: 3,
      },
    )
    fc.assert(
      fc.property(fc.nat(1000), acts, times, (seed, unsorted, seeks) => {
        const sorted = [...unsorted].sort((a, b) => a.atUs - b.atUs)
        const lab = labAt(0, seed)
        for (const { atUs, command } of sorted) actAt(lab, atUs, command)
        finish(lab.seek(4 * SECOND))
        for (const atUs of seeks) {
          finish(lab.seek(atUs))
          expect(lab.timeUs).toBe(atUs)
          const before = sorted.filter((act) => act.atUs <= atUs)
          expect(lab.fingerprint().hex).toBe(straight(seed, before, atUs))
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('stops at the same moment however small the pieces', () => {
    const lab = labAt(0)
    for (let i = 0; i < 100; i++) lab.advance(9_973, () => false)
    expect(lab.timeUs).toBe(100 * 9_973)
    expect(lab.fingerprint()).toEqual(labAt(100 * 9_973).fingerprint())
  })
})

describe('a checkpoint', () => {
  it('restored into a fresh world and played on gives the fingerprint of the run, at every one of them', () => {
    const pool = new Checkpoints()
    pool.intervalEvents = 400
    const player = new Player(small, 3, pool)
    finish(player.moveTo(momentAt(3 * SECOND)))
    const end = player.fingerprint()
    expect(pool.count).toBeGreaterThan(5)
    for (let events = 400; events < end.events; events += 400) {
      const fresh = new Player(small, 3, pool, false)
      fresh.standBefore({ atUs: Infinity, events, applied: 0 }, () => true)
      expect(fresh.events).toBe(events)
      finish(fresh.playTo(momentAt(3 * SECOND)))
      expect(fresh.fingerprint()).toEqual(end)
    }
  })

  it('restores what was observed too', () => {
    const lab = labAt(3 * SECOND)
    const before = lab.player.observation.summary()
    const behind = [...lab.player.observation.divergence.behindKeys]
    finish(lab.seek(SECOND))
    finish(lab.seek(3 * SECOND))
    expect(lab.player.observation.summary()).toEqual(before)
    expect([...lab.player.observation.divergence.behindKeys]).toEqual(behind)
  })
})

describe('a stamp from outside', () => {
  const playedWith = (track: Pick<Track, 'commands'>): Player => {
    const player = new Player(small, 7, new Checkpoints(), false)
    player.adopt({ ...track, end: endingAt(0, track.commands), store: null })
    finish(player.playTo(momentAt(2 * SECOND)))
    return player
  }

  it('that no event count fits lands at its time, and is corrected to where it landed', () => {
    const commands = [{ atUs: SECOND, afterEvents: Number.MAX_SAFE_INTEGER, command: killB }]
    const player = playedWith({ commands })
    expect(commands[0].atUs).toBe(SECOND)
    expect(commands[0].afterEvents).toBeLessThan(player.events)
    expect(player.fingerprint().hex).toBe(straight(7, [{ atUs: SECOND, command: killB }], 2 * SECOND))
  })

  it('that was exact stays as it is', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    const [stamped] = lab.value().commands
    const commands = [{ ...stamped }]
    playedWith({ commands })
    expect(commands).toEqual([stamped])
  })
})
