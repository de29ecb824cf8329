/** The published figures of Spanner, and figures of other settings against theory. */
import { describe, expect, it } from 'vitest'
import { planCases, runCase } from '../../src/experiments'
import { finish } from './finish'

const rowsOf = (id: string, set: Record<string, number | string> = {}) =>
  planCases([id], set).map((planned) => finish(runCase(planned)))

describe('spanner.tt', () => {
  it('ε is a sawtooth from 1 to 7 ms, and commit wait twice ε', () => {
    expect(rowsOf('spanner.tt').filter((row) => !row.pass)).toEqual([])
  })
  it('half the poll interval: from 1 to 4 ms', () => {
    const [row] = rowsOf('spanner.tt', { poll: 15 })
    expect(row.pass).toBe(true)
    expect(row.expected).toMatchObject({ min: 1, max: 4, mean: 2.5 })
  })
})

describe('spanner.t3', () => {
  it('writes, read-only transactions and snapshot reads take as long as published', () => {
    expect(rowsOf('spanner.t3').filter((row) => !row.pass)).toEqual([])
  })
  it('the wait shows: without it a write takes as long as replication does', () => {
    const [without] = rowsOf('spanner.t3', { replicas: 3, commitWait: 'off' })
    const [longer] = rowsOf('spanner.t3', { replicas: 3, commitWait: 'on', eps: 10 })
    expect(without.measured.write).toBeLessThan(11)
    expect(longer.measured.write).toBeGreaterThan(20)
  })
})

describe('spanner.failover', () => {
  it('leaders killed without warning: no answers for a lease of 10 s; otherwise hardly a dip', () => {
    const rows = rowsOf('spanner.failover')
    expect(rows.filter((row) => !row.pass)).toEqual([])
    expect(rows.map((row) => row.case)).toEqual(['non-leader', 'leader-soft', 'leader-hard'])
  })
  it('a shorter lease recovers sooner', () => {
    const [row] = rowsOf('spanner.failover', { kill: 'leader-hard', lease: 3, groups: 5 })
    expect(row.measured.recovery).toBeGreaterThan(2.5)
    expect(row.measured.recovery).toBeLessThan(4.5)
  })
})
