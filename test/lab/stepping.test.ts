import { describe, expect, it } from 'vitest'
import { finish } from '../../src/lab/job'
import { STEP_LONGEST_US } from '../../src/lab/stepping'
import { killB, labAt, straight } from './runs'

const SECOND = 1_000_000

describe('a step', () => {
  it('runs one event', () => {
    const lab = labAt(SECOND)
    const { events } = lab.fingerprint()
    finish(lab.step('event'))
    expect(lab.fingerprint().events).toBe(events + 1)
    expect(lab.timeUs).toBeGreaterThan(SECOND)
  })

  it('goes on to the next message that is delivered', () => {
    const lab = labAt(SECOND)
    const { cluster } = lab.player.world
    const before = cluster.delivered
    finish(lab.step('message'))
    expect(cluster.delivered).toBe(before + 1)
  })

  it('goes on to the next change, which may be a command that is to come', () => {
    const lab = labAt(2 * SECOND)
    finish(lab.act(killB))
    finish(lab.seek(SECOND))
    finish(lab.step('change'))
    expect(lab.timeUs).toBeGreaterThanOrEqual(2 * SECOND)
    expect(lab.value().commands).toHaveLength(1)
    finish(lab.seek(3 * SECOND))
    expect(lab.fingerprint().hex).toBe(straight(7, [{ atUs: 2 * SECOND, command: killB }], 3 * SECOND))
  })

  it('gives up where nothing of the kind happens for long', () => {
    const lab = labAt(SECOND)
    finish(lab.step('change'))
    expect(lab.timeUs).toBe(SECOND + STEP_LONGEST_US)
  })

  it('into the middle of a moment is a place to act, and the act lands there again on replay', () => {
    const lab = labAt(SECOND)
    finish(lab.step('message'))
    finish(lab.step('event'))
    finish(lab.act(killB))
    finish(lab.seek(2 * SECOND))
    const played = lab.fingerprint()
    finish(lab.seek(0))
    finish(lab.seek(2 * SECOND))
    expect(lab.fingerprint()).toEqual(played)
  })
})
