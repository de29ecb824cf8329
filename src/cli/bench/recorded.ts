/**
 * Histories as a recorder would have seen them, made for measuring: clients without pause call a true store, and each operation
 * takes effect at one moment between its call and its return.
 */
import { History, type EventType, type Value } from '../../checkers'
import { Draws } from '../../kernel'

export interface Call {
  f: string
  asked: Value
  /** What it does at its moment; answers what the client is told. */
  effect: () => Value
}

interface Moment {
  at: number
  happen: (history: History) => void
}

/** Times of a call's parts, in nanoseconds. */
const PART_NS = 1_000_000

/** `callOf` names a client's next call. */
export function recorded(
  clients: number,
  operations: number,
  seed: number,
  callOf: (draws: Draws, client: number, count: number) => Call,
): History {
  const draws = new Draws(seed).at(1, 1, 0, 0)
  const part = (): number => 1 + draws.int(PART_NS)
  const free = new Float64Array(clients)
  const moments: Moment[] = []
  for (let count = 0; count < operations; count++) {
    const client = count % clients
    const { f, asked, effect } = callOf(draws, client, count)
    let told: Value = null
    const event = (type: EventType, at: number, value: () => Value): Moment => ({
      at,
      happen: (history) => history.push({ type, process: client, f, value: value(), timeNs: at }),
    })
    const called = free[client] + 1
    const taken = called + part()
    const returned = (free[client] = taken + part())
    moments.push(event('invoke', called, () => asked))
    moments.push({ at: taken, happen: () => (told = effect()) })
    moments.push(event('ok', returned, () => told))
  }
  const history = new History()
  // What is equal in time stays in the order in which it was made.
  for (const { happen } of moments.sort((a, b) => a.at - b.at)) happen(history)
  return history
}

/** Gets, appends and a few puts of `keys` texts, as of a laboratory's key-value store. `[key value]`. */
export function keyValueHistory(clients: number, operations: number, keys: number, seed: number): History {
  const held = new Map<string, string>()
  return recorded(clients, operations, seed, (draws, client, count) => {
    const key = String(draws.int(keys))
    const text = `x ${client} ${count} y`
    const kind = draws.int(20)
    if (kind < 9) return { f: 'get', asked: [key, null], effect: () => [key, held.get(key) ?? ''] }
    const f = kind < 19 ? 'append' : 'put'
    const before = (): string => (f === 'append' ? (held.get(key) ?? '') : '')
    return { f, asked: [key, text], effect: () => (held.set(key, before() + text), [key, text]) }
  })
}

/** Reads and writes of one register that holds one of five values, as of a short log of etcd. */
export function registerHistory(clients: number, operations: number, seed: number): History {
  let held: Value = null
  return recorded(clients, operations, seed, (draws) => {
    const next = draws.int(5)
    if (draws.int(2) === 0) return { f: 'read', asked: null, effect: () => held }
    return { f: 'write', asked: next, effect: () => (held = next) }
  })
}

/** Transactions of up to four reads and appends, over lists of which ten at a time are in use and each is given up in time. */
export function listAppendHistory(clients: number, operations: number, seed: number): History {
  const held = new Map<number, number[]>()
  let element = 0
  return recorded(clients, operations, seed, (draws, _, count) => {
    const micros = Array.from({ length: 1 + draws.int(4) }, (): Value[] => {
      const key = Math.floor(count / 100) + draws.int(10)
      return draws.int(2) === 0 ? ['r', key, null] : ['append', key, ++element]
    })
    const run = ([f, key, value]: Value[]): Value => {
      const list = held.get(key as number) ?? []
      if (f === 'r') return [f, key, [...list]]
      held.set(key as number, [...list, value as number])
      return [f, key, value]
    }
    return { f: 'txn', asked: micros, effect: () => micros.map(run) }
  })
}
