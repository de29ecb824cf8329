import { describe, expect, it } from 'vitest'
import { finish } from '../../src/lab/job'
import { memoryOf } from '../../src/lab/status'
import { actAt, cutC, killB, labAt, straight } from './runs'

const SECOND = 1_000_000

describe('the pool of checkpoints', () => {
  it('stays within its budget: thinned out, with a longer interval, and seeks still arrive', () => {
    const roomy = labAt(4 * SECOND, 7, { intervalEvents: 100 })
    const budget = Math.floor(roomy.checkpoints.bytes / 5)
    const tight = labAt(4 * SECOND, 7, { intervalEvents: 100, checkpointBudgetBytes: budget })
    expect(tight.checkpoints.bytes).toBeLessThanOrEqual(budget)
    expect(tight.checkpoints.intervalEvents).toBeGreaterThan(100)
    finish(tight.seek(1_234_567))
    expect(tight.fingerprint().hex).toBe(straight(7, [], 1_234_567))
    expect(memoryOf(tight)).toBeLessThan(memoryOf(roomy))
  })

  it('gives up those of other branches before those of the active one', () => {
    const lab = labAt(4 * SECOND, 7, { intervalEvents: 100 })
    actAt(lab, SECOND, killB)
    finish(lab.seek(4 * SECOND))
    const interval = lab.checkpoints.intervalEvents
    const aside = lab.branches.get(0)
    const before = lab.checkpoints.nearest(aside.commands, aside.end)
    lab.checkpoints.shrinkTo(lab.checkpoints.bytes - 1)
    expect(lab.checkpoints.intervalEvents).toBe(interval)
    expect(before?.at.atUs).toBeGreaterThan(SECOND)
    const after = lab.checkpoints.nearest(lab.active.commands, lab.active.end)
    expect(lab.timeUs - (after?.at.atUs ?? 0)).toBeLessThan(SECOND)
  })

  it('forgets what only a removed branch could use', () => {
    const lab = labAt(3 * SECOND)
    actAt(lab, SECOND, killB)
    finish(lab.seek(3 * SECOND))
    const count = lab.checkpoints.count
    finish(lab.remove(lab.active.id))
    expect(lab.checkpoints.count).toBeLessThan(count)
    expect(lab.fingerprint().hex).toBe(straight(7, [], 3 * SECOND))
  })

  it('is shared: a fork finds the checkpoints of its past, and an undo those before the act', () => {
    const lab = labAt(3 * SECOND)
    const past = lab.checkpoints.nearest([], { atUs: 2 * SECOND, events: Infinity, applied: 0 })
    actAt(lab, 2 * SECOND, cutC)
    expect(
      lab.checkpoints.nearest(lab.active.commands, { atUs: past?.at.atUs ?? 0, events: Infinity, applied: 0 }),
    ).toBe(past)
  })
})
