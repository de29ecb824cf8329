/**
 * Money moves once: whatever node dies at whatever moment, store, API or balancer, failover included, while messages come twice or
 * never and both the API and the customers try again. Without idempotency it moves more often, and what is counted is what the
 * accounts say, to the unit.
 */
import { describe, expect, it } from 'vitest'
import { spannerMode } from '../../../src/scenarios/modes/spanner'
import { twoPhaseCommitMode } from '../../../src/scenarios/modes/twoPhaseCommit'
import type { Books } from './ledger'
import { Ledger } from './ledger'

const STORM_S = 12
const SPANNER = { ...spannerMode.defaults(3), leaseUs: 1_500_000, heartbeatUs: 100_000 }
const PLAIN = twoPhaseCommitMode.defaults(3)
const SEEDS = [1, 2, 3, 4, 5, 6]

/** Operations of an outcome that the store has done, or has not. */
function told({ transfers, done }: Books, outcome: 'ok' | 'fail', isDone: boolean): number[] {
  return [...transfers].filter(([name, t]) => t.outcome === outcome && done.has(name) === isDone).map(([name]) => name)
}
/** What the accounts hold too much if these took effect once more. */
function surplusOf({ transfers, repeats }: Books): Map<number, number> {
  const surplus = new Map<number, number>()
  const add = (account: number, by: number) => surplus.set(account, (surplus.get(account) ?? 0) + by)
  for (const name of repeats) {
    const { payer, payee, amount } = transfers.get(name)!
    add(payer, -amount)
    add(payee, amount)
  }
  return new Map([...surplus].filter(([, sum]) => sum !== 0))
}
const sorted = (sums: Map<number, number>) => [...sums].sort(([a], [b]) => a - b)
const total = (sums: Map<number, number>): number => [...sums.values()].reduce((sum, by) => sum + by, 0)

describe.each([
  ['spanner', SPANNER],
  ['plain two-phase commit', PLAIN],
])('%s', (_name, spec) => {
  it.each(SEEDS)('seed %i: each confirmed transfer took effect once, and no refused one did', (seed) => {
    const books = new Ledger(spec, seed).play(STORM_S)
    expect([told(books, 'ok', false), told(books, 'fail', true)]).toEqual([[], []])
    expect(told(books, 'ok', true).length).toBeGreaterThan(100)
    expect([books.repeats, [...books.surplus], books.violations]).toEqual([[], [], []])
  })
  it.each(SEEDS.slice(0, 3))('seed %i, without idempotency: money moves again, as often as is told', (seed) => {
    const books = new Ledger({ ...spec, idempotency: false }, seed).play(STORM_S)
    expect(books.repeats.length).toBeGreaterThan(5)
    expect(sorted(books.surplus)).toEqual(sorted(surplusOf(books)))
    expect([total(books.surplus), told(books, 'ok', false), books.violations]).toEqual([0, [], []])
  })
})
