/**
 * Optimistic replication (Y. Saito and M. Shapiro, ACM Computing Surveys 37:1, 2005): every replica takes writes by itself, answers
 * when its own disk has them, and tells the others afterwards, until they have acknowledged. State, inputs and effects of a
 * replica; data throughout. Replicas are named by their place.
 */
import type { MergeAnswer } from '../../decisions/faultline'
import type { CellType, Choice } from './cellType'

export interface OptimisticRules<C> {
  place: number
  places: number
  type: CellType<C>
  /** What is told: whole cells, or the join of what a peer has not acknowledged (P. S. Almeida et al., JPDC 111, 2018). */
  exchange: 'state' | 'delta'
  eager: boolean // told as soon as it is on disk; else with the next tick
  everyUs: number // a tick
  retryUs: number // what is not acknowledged is told again
}
/** What a peer has not acknowledged of a key. */
export interface Unacknowledged<C> {
  part: C
  change: number // counts changes of this entry: an acknowledgement of an older one leaves it
  sentUs: number // −1: not yet
}
export interface Peer<C> {
  outbox: Map<number, Unacknowledged<C>> // by key
  stampUs: number // its own newest stamp, −1: none
  provenUs: number // own clock: all that it had taken by then is here; −1: not known
}
/** Pages asked of peers, by place: the last key received; null: complete, or not asked. Empty while the process is down. */
export interface Joining {
  after: (number | null)[]
  askedUs: number
}
export interface Request {
  asker: number // node index
  call: number
  attempt: number
  origin: number
  count: number
  path: number
  key: number
  value: number
}
/** What a sync under way makes durable, and whom its end must be told. Syncs end in the order they were asked for. */
export interface SyncNote<C> {
  undo: { key: number; before: C | null }[]
  answer: { request: Request; version: number } | null
  ack: { to: number; keys: readonly number[]; changes: readonly number[] } | null
  told: { key: number; part: C } | null // what peers lack
}
export interface OptimisticState<C> {
  cells: Map<number, C>
  actor: number
  writes: number // by this actor
  lastStamp: number
  changes: number
  conflicts: number
  discarded: { key: number; value: number }[] // acknowledged writes that lost to another's stamp: the newest of them
  discards: number // all of them
  peers: Peer<C>[] // by place; its own is unused
  pending: Map<number, Request> // waiting for the disk
  requests: number
  recent: number[] // names of operations written lately: what comes twice is written once
  syncs: SyncNote<C>[]
  joining: Joining | null
}

interface Said<K extends string> {
  readonly kind: K
  readonly bytes: number
}
/** Keys with what is to be joined; `changes` come back with the acknowledgement. */
export interface CellShip<C> extends Said<'cellShip'> {
  readonly keys: readonly number[]
  readonly parts: readonly C[]
  readonly changes: readonly number[]
}
export interface CellAck extends Said<'cellAck'> {
  readonly keys: readonly number[]
  readonly changes: readonly number[]
}
/** `echoUs`: the receiver's own stamp, if it has acknowledged all that the sender has; −1: it has not, or none is known. */
export interface CellPulse extends Said<'cellPulse'> {
  readonly stampUs: number
  readonly echoUs: number
}
export interface CellAsk extends Said<'cellAsk'> {
  readonly after: number
}
export interface CellPage<C> extends Said<'cellPage'> {
  readonly after: number
  readonly keys: readonly number[]
  readonly parts: readonly C[]
  readonly isLast: boolean
}
export type Message<C> = CellShip<C> | CellAck | CellPulse | CellAsk | CellPage<C>

export type Input<C> =
  | { kind: 'tick' }
  | { kind: 'message'; from: number; message: Message<C> }
  | { kind: 'write'; request: Request }
  | { kind: 'synced' }
  | { kind: 'crash'; diskLost: boolean }
  | { kind: 'restart'; blank: boolean; life: number }
export type Effect<C> =
  | { kind: 'send'; to: number; message: Message<C> }
  | { kind: 'sync' }
  | { kind: 'answer'; request: Request; ok: boolean; version: number }
  | { kind: 'applied'; key: number; value: number; version: number }
  | { kind: 'conflict'; key: number }
  | { kind: 'membership'; change: 'joining' | 'joined' }

export interface Step<C> {
  readonly rules: OptimisticRules<C>
  readonly state: OptimisticState<C>
  readonly effects: Effect<C>[]
  readonly nowUs: number // monotonic clock
  readonly wallUs: number
  readonly choose: ((key: number, choice: Choice) => MergeAnswer) | null // null: nobody but the cells' type
}

export function newState<C>(rules: OptimisticRules<C>): OptimisticState<C> {
  return {
    cells: new Map(),
    actor: rules.place,
    writes: 0,
    lastStamp: 0,
    changes: 0,
    conflicts: 0,
    discarded: [],
    discards: 0,
    peers: Array.from({ length: rules.places }, () => ({ outbox: new Map(), stampUs: -1, provenUs: -1 })),
    pending: new Map(),
    requests: 0,
    recent: [],
    syncs: [],
    joining: null,
  }
}
export function peersOf<C>({ rules }: Step<C>): number[] {
  return Array.from({ length: rules.places }, (_, place) => place).filter((place) => place !== rules.place)
}
export function send<C>(step: Step<C>, to: number, message: Message<C>): void {
  step.effects.push({ kind: 'send', to, message: Object.freeze(message) })
}
export function sync<C>(step: Step<C>, note: Partial<SyncNote<C>>): void {
  step.state.syncs.push({ undo: [], answer: null, ack: null, told: null, ...note })
  step.effects.push({ kind: 'sync' })
}
/** Of the writes that lost to another's stamp so many are remembered. */
const DISCARDED_MAX = 64

export function discard<C>({ state }: Step<C>, key: number, value: number): void {
  state.discards++
  state.discarded.push(Object.freeze({ key, value }))
  if (state.discarded.length > DISCARDED_MAX) state.discarded.shift()
}
/** Puts a cell in place of what was there, and tells what is visible now. */
export function put<C>({ rules, state, effects }: Step<C>, key: number, cell: C | null): void {
  const was = state.cells.get(key)
  if (cell === null) state.cells.delete(key)
  else state.cells.set(key, cell)
  const before = was === undefined ? NOTHING : rules.type.read(was)
  const now = cell === null ? NOTHING : rules.type.read(cell)
  if (before.version !== now.version || before.value !== now.value) effects.push({ kind: 'applied', key, ...now })
}
const NOTHING = { value: 0, version: 0 }
