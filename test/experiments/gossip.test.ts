/** Every published figure of the gossip experiments, and figures of other settings against theory. */
import { describe, expect, it } from 'vitest'
import { planCases, runCase } from '../../src/experiments'
import { finish } from './finish'

const rowsOf = (id: string, set: Record<string, number | string> = {}) =>
  planCases([id], set).map((planned) => finish(runCase(planned)))

describe('gossip.maelstrom', () => {
  it('sends as many messages, over as many hops, as published', () => {
    const rows = rowsOf('gossip.maelstrom')
    expect(rows.filter((row) => !row.pass)).toEqual([])
    expect(rows.find((row) => row.case === 'grid25')?.measured).toEqual({
      messages: 56,
      hops: 8,
      'max latency ms': 800,
    })
  })
  it('any topology and size: 2E − n + 1 messages, and 2E where nothing is suppressed', () => {
    expect(rowsOf('gossip.maelstrom', { topology: 'line', n: 7 }).map((row) => row.measured.messages)).toContain(6)
    const naive = rowsOf('gossip.maelstrom', { topology: 'total', n: 4, suppression: 'off' })
    expect(naive.map((row) => [row.case, row.measured.messages])).toEqual([['total4 naive', 12]])
  })
})

describe('gossip.swim', () => {
  it.each([3, 5, 10, 100])('n=%i: the first ping to a failed member comes after as many periods as published', (n) => {
    const [row] = rowsOf('gossip.swim', { n })
    expect([row.case, row.pass]).toEqual([`n=${n}`, true])
  })
  it('fewer trials stray farther: the figure is measured, not computed', () => {
    const [row] = rowsOf('gossip.swim', { n: 10, trials: 200 })
    expect(row.measured.periods).not.toBe(row.expected?.periods)
  })
})
