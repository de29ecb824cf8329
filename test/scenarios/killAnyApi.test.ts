/**
 * Kill any API instance of the storefront at any moment: nothing that matters to the business is lost. Of every seed another instance
 * and another moment, now and then two at once, and back again after a while or not.
 */
import { expect, test } from 'vitest'
import type { Command } from '../../src/cluster'
import { Draws } from '../../src/kernel'
import type { DynamoState } from '../../src/protocols/dynamo/state'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Told } from './ended'
import { tell } from './ended'

const SEEDS = Array.from({ length: Number(process.env.SEEDS ?? 24) }, (_, i) => i + 1)
const QUIET_S = 20
const END_S = 45
const DEADLINE_US = 2_000_000

/** Which die, and when, in seconds. */
function deaths(seed: number): Record<number, Command[]> {
  const draws = new Draws(seed).at(1, 2, 3, 4)
  const atS = 2 + draws.unit() * 15
  const both = draws.int(4) === 0
  const first = draws.int(3)
  const targets = (both ? [first, (first + 1) % 3] : [first]).map((i) => ({ node: `api-${i + 1}` }))
  const again: Record<number, Command[]> =
    draws.int(2) === 0 ? { [atS + 1.5]: targets.map((target) => ({ kind: 'restart', target })) } : {}
  return {
    [atS]: targets.map((target) => ({ kind: 'kill', target })),
    ...again,
  }
}

/** How many replicas hold at least this version of a key. */
function holders({ world }: Told, key: number, value: number): number {
  return world.cluster.nodes.filter((node) => {
    if (node.shard < 0) return false
    const { table } = (node.state as DynamoState).store
    return table.has(key) && table.value(key) === value
  }).length
}

interface Lost {
  lateCheckouts: unknown[]
  orders: unknown[]
  reports: unknown[]
}
/** What was lost of all that was asked for before the end, when nobody new came any more. */
function lostOf(seed: number, commands: Record<number, Command[]>): Lost {
  const quiet: Command[] = [{ kind: 'kill', target: { group: 'customers' } }]
  const told = tell(PRESETS.storefront, seed, END_S, { ...commands, [QUIET_S]: quiet })
  const before = told.operations.filter((op) => op.invokedUs < (QUIET_S - 3) * 1e6)
  const checkouts = before.filter(({ journey }) => journey === 'checkout')
  const orders = checkouts.filter((op) => op.kind === 'write' && op.ok)
  const reports = before.filter((op) => op.kind === 'submit' && op.ok)
  expect([orders.length > 50, reports.length > 50]).toEqual([true, true])
  return {
    lateCheckouts: checkouts.filter((op) => op.returnedUs - op.invokedUs > DEADLINE_US),
    orders: orders.filter((op) => holders(told, op.key, op.value) < 2),
    reports: reports.filter((op) => !told.caused.get(`${op.client}:${op.count}`)?.some(({ ok }) => ok)),
  }
}

test.each(SEEDS)('seed %i: acknowledged orders are kept, checkouts end, reports that were taken are made', (seed) => {
  expect(lostOf(seed, deaths(seed))).toEqual({ lateCheckouts: [], orders: [], reports: [] })
})

test('what is lost otherwise is seen: orders with two disks, reports with the queue’s', () => {
  const disks: Command[] = ['shard-1a', 'shard-1b'].map((node) => ({ kind: 'kill', target: { node }, loseDisk: true }))
  expect(lostOf(1, { 12: disks }).orders.length).toBeGreaterThan(5)
  const jobs: Command[] = [
    { kind: 'kill', target: { node: 'jobs' }, loseDisk: true },
    { kind: 'restart', target: { node: 'jobs' } },
  ]
  const slow: Command[] = [{ kind: 'slow', target: { group: 'worker' }, factor: 20 }]
  const quick: Command[] = [{ kind: 'slow', target: { group: 'worker' }, factor: 1 }]
  expect(lostOf(1, { 5: slow, 12: [...jobs, ...quick] }).reports.length).toBeGreaterThan(5)
})
