/** Telling the others: what each peer has not acknowledged waits in its outbox, by key, and survives restarts with the disk. */
import type { Chosen } from './cellType'
import type { CellAck, CellPulse, CellShip, Step, Unacknowledged } from './state'
import { discard, peersOf, put, send, sync } from './state'

/** Keys in one message. */
const BATCH = 64

/** A peer lacks this part of a key. */
export function owe<C>(step: Step<C>, to: number, key: number, part: C): void {
  const { state } = step
  const { outbox } = state.peers[to]
  const owed = outbox.get(key)
  outbox.set(key, { part: owed ? bothOwed(step, owed.part, part) : part, change: ++state.changes, sentUs: -1 })
}

/** Of this replica's own, so that one follows from the other: what it came to later stays. */
function bothOwed<C>({ rules: { type }, choose }: Step<C>, before: C, part: C): C {
  return choose && type.settle ? type.settle(before, part, null).cell : type.join(before, part)
}

/** Sends a peer these keys of its outbox. */
export function ship<C>(step: Step<C>, to: number, keys: readonly number[]): void {
  const { rules, state, nowUs } = step
  const { outbox } = state.peers[to]
  for (let i = 0; i < keys.length; i += BATCH) {
    const some = keys.slice(i, i + BATCH)
    const owed = some.map((key) => outbox.get(key) as Unacknowledged<C>)
    const parts = owed.map((o) => o.part)
    for (const o of owed) o.sentUs = nowUs
    const bytes = parts.reduce((sum, part) => sum + KEY_BYTES + rules.type.bytes(part), 0)
    send(step, to, { kind: 'cellShip', keys: some, parts, changes: owed.map((o) => o.change), bytes })
  }
}
const KEY_BYTES = 8

/** With every tick: what is due, and a pulse. */
export function tellEverybody<C>(step: Step<C>): void {
  const { rules, state, nowUs } = step
  for (const to of peersOf(step)) {
    const { outbox } = state.peers[to]
    const due = [...outbox].filter(([, o]) => o.sentUs < 0 || nowUs - o.sentUs >= rules.retryUs).map(([key]) => key)
    ship(step, to, due)
    pulse(step, to)
  }
}
function pulse<C>(step: Step<C>, to: number): void {
  const { state, nowUs } = step
  const { outbox, stampUs } = state.peers[to]
  const echoUs = outbox.size === 0 && !state.joining ? stampUs : -1
  send(step, to, { kind: 'cellPulse', stampUs: nowUs, echoUs, bytes: 0 })
}
export function onPulse<C>({ state }: Step<C>, from: number, m: CellPulse): void {
  const peer = state.peers[from]
  peer.stampUs = Math.max(peer.stampUs, m.stampUs)
  peer.provenUs = Math.max(peer.provenUs, m.echoUs)
}

export function onShip<C>(step: Step<C>, from: number, m: CellShip<C>): void {
  const undo = m.keys.flatMap((key, i) => take(step, key, m.parts[i]))
  sync(step, { undo, ack: { to: from, keys: m.keys, changes: m.changes } })
}
/** Joins what came into a cell; what it replaced, if it brought anything new. */
export function take<C>(step: Step<C>, key: number, part: C): { key: number; before: C | null }[] {
  const { rules, state } = step
  const had = state.cells.get(key)
  if (had === undefined) {
    put(step, key, part)
    return [{ key, before: null }]
  }
  const { cell: now, lost } = joined(step, key, had, part)
  if (rules.type.equal(now, had)) return []
  if (rules.type.concurrent?.(had, part)) {
    state.conflicts++
    step.effects.push({ kind: 'conflict', key })
    const loser = lost ? null : (rules.type.loser?.(had, part) ?? null)
    if (loser !== null) discard(step, key, loser)
  }
  for (const value of lost ?? []) discard(step, key, value)
  put(step, key, now)
  return [{ key, before: had }]
}
function joined<C>({ rules: { type }, choose }: Step<C>, key: number, had: C, part: C): Chosen<C> {
  if (!choose || !type.settle) return { cell: type.join(had, part), lost: null }
  return type.settle(had, part, (choice) => choose(key, choice))
}
/** A peer that has all is told so at once: its proof of freshness. */
export function onAck<C>(step: Step<C>, from: number, m: CellAck): void {
  const { outbox } = step.state.peers[from]
  if (outbox.size === 0) return
  m.keys.forEach((key, i) => {
    if (outbox.get(key)?.change === m.changes[i]) outbox.delete(key)
  })
  if (outbox.size === 0) pulse(step, from)
}
