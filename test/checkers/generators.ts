/** Random histories: of clients that say anything, and of objects that are linearizable by construction. */
import fc from 'fast-check'
import type { Value } from '../../src/checkers'
import type { Row } from './histories'

export type Call = [f: string, asked: Value, told: Value]
const small = fc.integer({ min: 0, max: 2 })
const letter = fc.constantFrom('a', 'b', 'ab')
const call = (f: string, asked: fc.Arbitrary<Value>, told: fc.Arbitrary<Value> | null = null): fc.Arbitrary<Call> =>
  told ? fc.tuple(fc.constant(f), asked, told) : asked.map((value): Call => [f, value, value])
const none = fc.constant(null)

/** What clients may say, by model: few values, so that many histories are legal and many are not. */
export const CALLS: Record<string, fc.Arbitrary<Call>> = {
  register: fc.oneof(call('write', small), call('read', none, small)),
  'cas-register': fc.oneof(
    call('write', small),
    call('read', none, small),
    call(
      'cas',
      fc.tuple(small, small).map((pair): Value => pair),
    ),
  ),
  kv: fc.oneof(
    call('put', letter),
    call('append', letter),
    call(
      'get',
      none,
      fc.array(letter, { maxLength: 2 }).map((parts) => parts.join('')),
    ),
  ),
  'multi-register': fc
    .array(fc.tuple(fc.constantFrom('read', 'write'), fc.constantFrom('x', 'y'), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 2,
    })
    .map((txn): Call => ['txn', txn, txn]),
  mutex: fc.oneof(call('acquire', none), call('release', none)),
  'linearizable-counter': fc.oneof(
    call('add', fc.constantFrom(1, 2, -1)),
    call('read', none, fc.integer({ min: -1, max: 3 })),
  ),
  'linearizable-set': fc.oneof(call('add', small), call('read', none, fc.subarray([0, 1, 2]))),
  queue: fc.oneof(call('enqueue', small), call('dequeue', none, fc.option(small))),
}

/** Up to four processes whose steps are shuffled together; some operations end as fail or info, or never. */
export function histories(calls: fc.Arbitrary<Call>, operations: number): fc.Arbitrary<Row[]> {
  const ending = fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail', 'info', 'never')
  return fc.array(fc.tuple(fc.nat(3), calls, ending, fc.nat(5)), { maxLength: operations }).map((plan) => {
    const rows: Row[] = []
    const open = new Map<number, { end: Row | null; left: number }>()
    const name = [0, 1, 2, 3]
    const close = (process: number): void => {
      const { end } = open.get(process)!
      if (end) rows.push(end)
      if (end?.[1] !== 'ok' && end?.[1] !== 'fail') name[process] += 4
      open.delete(process)
    }
    for (const [process, [f, asked, told], type, lasts] of plan) {
      if (open.has(process)) close(process)
      rows.push([name[process], 'invoke', f, asked])
      const end: Row | null = type === 'never' ? null : [name[process], type, f, type === 'ok' ? told : asked]
      for (const [other, { left }] of [...open]) {
        if (left === 0) close(other)
        else open.get(other)!.left--
      }
      open.set(process, { end, left: lasts })
    }
    for (const process of [...open.keys()]) close(process)
    return rows
  })
}

/** A random number from 0 to below `below`, by a generator of the test's own. */
function dice(seed: number): (below: number) => number {
  let state = seed | 1
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39)
    return ((state ^ (state >>> 15)) >>> 0) % below
  }
}

/** Clients call a true object: each call takes effect at one moment between its invocation and its return. */
export function trueHistory(seed: number, clients: number, operations: number, keys: number): Row[] {
  const roll = dice(seed)
  const events: { at: number; row: Row }[] = []
  const effects: { at: number; key: number; f: string; value: number; done: Row | null }[] = []
  const free = Array.from({ length: clients }, () => 0)
  let name = clients
  const names = free.map((_, client) => client)
  for (let count = 0; count < operations; count++) {
    const client = roll(clients)
    const called = free[client] + 1 + roll(20)
    const effect = called + 1 + roll(30)
    const returned = effect + 1 + roll(30)
    const key = roll(keys)
    const f = roll(2) ? 'write' : 'read'
    const crashes = roll(20) === 0
    const process = names[client]
    events.push({ at: called, row: [process, 'invoke', f, [key, f === 'write' ? count : null]] })
    const done: Row = [process, crashes ? 'info' : 'ok', f, [key, f === 'write' ? count : null]]
    events.push({ at: returned, row: done })
    // What crashes may never happen, or long after its client gave up.
    effects.push({ at: crashes ? (roll(2) ? effect + 100 : Infinity) : effect, key, f, value: count, done })
    if (crashes) names[client] = name++
    free[client] = returned
  }
  const held = new Map<number, number>()
  for (const { at, key, f, value, done } of effects.sort((a, b) => a.at - b.at || a.value - b.value)) {
    if (f === 'write' && at < Infinity) held.set(key, value)
    if (f === 'read' && done?.[1] === 'ok') done[3] = [key, held.get(key) ?? null]
  }
  return events.sort((a, b) => a.at - b.at).map(({ row }) => row)
}
