/** Small random transactions whose reads are beginnings of one order a key: many legal, many not. */
import fc from 'fast-check'
import type { History, Value } from '../../../src/checkers'
import { Operations } from '../../../src/checkers'
import { historyOf, type Row } from '../histories'
import type { Seen } from './executions'

const KEYS = ['x', 'y']

interface Plan {
  micros: { isRead: boolean; key: number; seen: number }[]
  outcome: 'ok' | 'fail' | 'info'
  process: number
  lasts: number
}
const micro = fc.record({ isRead: fc.boolean(), key: fc.nat(1), seen: fc.nat(4) })
const plan = (): fc.Arbitrary<Plan> =>
  fc.record({
    micros: fc.array(micro, { minLength: 1, maxLength: 3 }),
    outcome: fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail', 'info'),
    process: fc.nat(2),
    lasts: fc.nat(3),
  })

/** `whole`: at the end somebody reads every key, so that nothing is left to guess. */
export function transactions(dialect: 'list-append' | 'rw-register', count: number, whole: boolean) {
  return fc
    .record({
      plans: fc.array(plan(), { minLength: 1, maxLength: count }),
      shuffles: fc.array(fc.nat(99), { minLength: 24, maxLength: 24 }),
    })
    .map(({ plans, shuffles }): History => {
      const orders: number[][] = KEYS.map(() => [])
      let written = 0
      const micros = plans.map((each) =>
        each.micros.map(({ isRead, key, seen }): Value[] => {
          if (isRead) return ['r', KEYS[key], seen]
          const order = orders[key]
          // Mostly at the end, at times elsewhere; what failed mostly nowhere.
          const lands =
            each.outcome === 'fail' ? shuffles[written] % 8 === 0 : each.outcome === 'ok' || shuffles[written] % 2 === 0
          const value = ++written
          if (lands)
            order.splice(shuffles[value] % 3 === 0 ? shuffles[value] % (order.length + 1) : order.length, 0, value)
          return [dialect === 'list-append' ? 'append' : 'w', KEYS[key], value]
        }),
      )
      const told = micros.map((list) =>
        list.map(([f, key, value]): Value[] => {
          if (f !== 'r') return [f, key, value]
          const order = orders[KEYS.indexOf(key as string)]
          const seen = order.slice(0, (value as number) % (order.length + 1))
          return [f, key, dialect === 'list-append' ? seen : (seen.at(-1) ?? null)]
        }),
      )
      return historyOf(rowsOf(plans, told, whole ? KEYS.map((key, i): Value[] => ['r', key, orders[i]]) : null))
    })
}

function rowsOf(plans: readonly Plan[], told: Value[][][], last: Value[][] | null): Row[] {
  const rows: Row[] = []
  const open = new Map<number, { row: Row; left: number }>()
  const names = [0, 1, 2]
  const close = (process: number): void => {
    const { row } = open.get(process)!
    rows.push(row)
    if (row[1] === 'info') names[process] += 3
    open.delete(process)
  }
  const asked = (micros: Value[][]): Value => micros.map(([f, key, value]) => [f, key, f === 'r' ? null : value])
  plans.forEach(({ process, outcome, lasts }, i) => {
    if (open.has(process)) close(process)
    rows.push([names[process], 'invoke', 'txn', asked(told[i])])
    for (const [other, held] of [...open]) if (held.left-- === 0) close(other)
    open.set(process, {
      row: [names[process], outcome, 'txn', outcome === 'ok' ? told[i] : asked(told[i])],
      left: lasts,
    })
  })
  for (const process of [...open.keys()]) close(process)
  if (last) rows.push([99, 'invoke', 'txn', asked(last)], [99, 'ok', 'txn', last])
  return rows
}

export function seenOf(history: History): Seen[] {
  const operations = new Operations(history)
  return Array.from({ length: operations.length }, (_, i) => {
    const { asked, told, outcome, process, invoked, completed } = operations.at(i)
    const micros = (outcome === 'ok' ? told : asked) as Value[][]
    return { outcome, process, invoked, completed: outcome === 'ok' ? completed : Infinity, micros }
  })
}
