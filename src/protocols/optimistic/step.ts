/** One step of a replica that takes writes by itself: an input changes the state and yields effects. Pure. */
import { STAMPS, STAMP_EPOCH_US } from '../../cluster'
import type { Chosen } from './cellType'
import { askForPages, beginJoining, onAsk, onPage } from './joining'
import type { Effect, Input, Message, OptimisticRules, OptimisticState, Request, Step } from './state'
import { discard, newState, peersOf, put, send, sync } from './state'
import { onAck, onPulse, onShip, owe, ship, tellEverybody } from './telling'

/** Operations that are remembered, so that a message that comes twice writes once. Not for other replicas, and not across a crash. */
const RECENT = 256

/** `nowUs`: the replica's monotonic clock; `wallUs`: its wall clock; `choose`: who decides what stays where versions meet. */
export function stepOptimistic<C>(
  rules: OptimisticRules<C>,
  state: OptimisticState<C>,
  input: Input<C>,
  nowUs: number,
  wallUs: number,
  choose: Step<C>['choose'] = null,
): Effect<C>[] {
  const step: Step<C> = { rules, state, effects: [], nowUs, wallUs, choose }
  if (input.kind === 'write') write(step, input.request)
  else if (input.kind === 'message') receive(step, input.from, input.message)
  else if (input.kind === 'synced') synced(step)
  else if (input.kind === 'tick') tick(step)
  else if (input.kind === 'crash') crash(step, input.diskLost)
  else if (input.blank) beginJoining(step, input.life)
  return step.effects
}

function write<C>(step: Step<C>, request: Request): void {
  const { rules, state } = step
  if (state.joining) {
    step.effects.push({ kind: 'answer', request, ok: false, version: 0 })
    return
  }
  const { key, value, origin, count } = request
  const before = state.cells.get(key) ?? null
  const name = count * STAMPS + origin
  if (state.recent.includes(name) && before !== null) {
    answerWhenDurable(step, request, rules.type.read(before).version, [], null)
    return
  }
  state.recent.push(name)
  if (state.recent.length > RECENT) state.recent.shift()
  const made = rules.type.write(before, { actor: state.actor, value, nth: ++state.writes, ...stamps(step, before) })
  const { cell, lost } = before === null ? { cell: made.cell, lost: null } : written(step, key, before, made)
  if (!lost && rules.type.loser && rules.type.read(cell).value !== value) discard(step, key, value)
  for (const gone of lost ?? []) discard(step, key, gone)
  put(step, key, cell)
  const part = lost ? cell : rules.exchange === 'delta' ? made.delta : made.cell
  answerWhenDurable(step, request, made.version, [{ key, before }], { key, part })
}
/** What clocks tell to follow from what is here takes its place; of stamps alone nobody knows, and somebody may choose. */
function written<C>(
  { rules: { type }, choose }: Step<C>,
  key: number,
  before: C,
  made: { cell: C; delta: C },
): Chosen<C> {
  if (!choose || !type.settle) return { cell: made.cell, lost: null }
  return type.settle(before, made.delta, (choice) => choose(key, choice))
}
/** Two stamps for a write: by the wall clock, never the same twice; and one that is also later than what the cell has seen. */
function stamps<C>({ rules, state, wallUs }: Step<C>, cell: C | null): { byClock: number; afterSeen: number } {
  state.lastStamp = Math.max(state.lastStamp + 1, Math.max(1, STAMP_EPOCH_US + wallUs))
  const seen = cell === null ? 0 : Math.floor(rules.type.read(cell).version / STAMPS) + 1
  const byClock = state.lastStamp * STAMPS + rules.place
  return { byClock, afterSeen: Math.max(byClock, seen * STAMPS + rules.place) }
}
function answerWhenDurable<C>(
  step: Step<C>,
  request: Request,
  version: number,
  undo: { key: number; before: C | null }[],
  told: { key: number; part: C } | null,
): void {
  step.state.pending.set(++step.state.requests, request)
  sync(step, { undo, answer: { request, version }, told })
}

/** The oldest sync has ended: what it covered is durable. */
function synced<C>(step: Step<C>): void {
  const { rules, state } = step
  const note = state.syncs.shift()
  if (!note) return
  if (note.answer) {
    for (const [id, request] of state.pending) if (request === note.answer.request) state.pending.delete(id)
    step.effects.push({ kind: 'answer', ok: true, ...note.answer })
  }
  if (note.ack) {
    const { to, keys, changes } = note.ack
    send(step, to, { kind: 'cellAck', keys, changes, bytes: keys.length * 12 })
  }
  if (!note.told) return
  const { key, part } = note.told
  for (const to of peersOf(step)) {
    owe(step, to, key, part)
    if (rules.eager) ship(step, to, [key])
  }
}

function tick<C>(step: Step<C>): void {
  const { joining } = step.state
  if (joining && step.nowUs - joining.askedUs >= step.rules.retryUs) askForPages(step)
  tellEverybody(step)
}

function receive<C>(step: Step<C>, from: number, m: Message<C>): void {
  if (m.kind === 'cellShip') onShip(step, from, m)
  else if (m.kind === 'cellAck') onAck(step, from, m)
  else if (m.kind === 'cellPulse') onPulse(step, from, m)
  else if (m.kind === 'cellAsk') onAsk(step, from, m)
  else onPage(step, from, m)
}

/**
 * The process ended: what had not reached the disk is undone, newest first. Which keys a peer has not acknowledged is durable,
 * deltas are not: afterwards whole cells are told (Almeida et al. 2018, algorithm 2).
 */
function crash<C>(step: Step<C>, diskLost: boolean): void {
  const { rules, state } = step
  if (diskLost) {
    const { requests, changes, conflicts, lastStamp, discarded, discards } = state
    const kept = { requests, changes, conflicts, lastStamp, discarded, discards }
    Object.assign(state, newState(rules), kept)
    state.joining = { after: [], askedUs: step.nowUs }
    return
  }
  for (const note of state.syncs.splice(0).reverse())
    for (const { key, before } of note.undo.reverse()) put(step, key, before)
  for (const peer of state.peers) {
    peer.stampUs = -1
    peer.provenUs = -1
    for (const [key, owed] of peer.outbox) {
      const cell = state.cells.get(key)
      if (cell === undefined) peer.outbox.delete(key)
      else peer.outbox.set(key, { part: cell, change: owed.change, sentUs: -1 })
    }
  }
  state.pending = new Map()
  state.recent = []
}

/** How a read is answered: here (`ageUs` −2: surely fresh, −1: of unknown age), or by another replica. */
export type ReadAnswer = { here: true; ageUs: number } | { here: false }
export const FRESH = -2

/**
 * Whether this replica may answer a read. No replica can promise the newest state; a strong read is answered, and flagged
 * stale. Age: since when everything that any peer had taken is here, by this replica's own clock.
 */
export function decideRead<C>(
  { rules, state, nowUs }: Pick<Step<C>, 'rules' | 'state' | 'nowUs'>,
  read: { level: 'bounded' | 'session' | 'any'; key: number; floor: number; boundUs: number },
): ReadAnswer {
  if (state.joining) return { here: false }
  const provenUs = state.peers.reduce(
    (least, peer, p) => (p === rules.place ? least : Math.min(least, peer.provenUs)),
    nowUs,
  )
  const ageUs = rules.places === 1 ? FRESH : provenUs < 0 ? -1 : nowUs - provenUs
  if (read.level === 'bounded' && (ageUs === -1 || ageUs > read.boundUs)) return { here: false }
  const cell = state.cells.get(read.key)
  const version = cell === undefined ? 0 : rules.type.read(cell).version
  return read.level === 'session' && version < read.floor ? { here: false } : { here: true, ageUs }
}
