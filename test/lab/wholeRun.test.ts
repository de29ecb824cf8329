import { describe, expect, it } from 'vitest'
import { finish } from '../../src/lab/job'
import { wholeRun } from '../../src/lab/wholeRun'
import { killB, labAt, small } from './runs'

const SECOND = 1_000_000

describe('a whole run', () => {
  it('has the fingerprint that the lab states for the same value', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    lab.advance(SECOND, () => false)
    const { hex, events } = lab.fingerprint()
    const run = wholeRun(small, 7, 2 * SECOND, lab.value().commands)
    expect(run).toMatchObject({ fingerprint: hex, events, virtualTimeUs: 2 * SECOND })
  })

  it('counts every operation from the beginning', () => {
    const { operations, staleness } = wholeRun(small, 7, 2 * SECOND)
    expect(operations.invoked).toBeGreaterThan(50)
    expect(operations.ok + operations.open).toBe(operations.invoked)
    expect(operations.byJourney.buy.invoked).toBe(operations.invoked)
    expect(staleness.reads).toBeGreaterThan(0)
  })
})
