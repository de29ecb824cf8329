/**
 * A replica of a shard with one primary (P. Alsberg and J. Day, ICSE 1976; B. Oki and B. Liskov, PODC 1988): the state that
 * the steps change, what they are told, and what they ask for in return. Data throughout. Replicas are named by their place.
 */
import { IntTable } from '../../kernel/intTable'
import type { Entry, Log } from './log'
import { emptyLog } from './log'
import type { Message } from './messages'

export interface PrimaryRules {
  place: number
  places: number
  /** A write is acknowledged when it is on the disk of the primary (async), of k followers too (semiSync), or of every follower in sync and of a majority (sync). */
  replication: 'async' | 'semiSync' | 'sync'
  followers: number // k of semiSync
  heartbeatUs: number
  failoverUs: number // a primary unheard of for so long is held for dead, by the follower's own clock
  /** Replicas refuse what older epochs say, and a primary that a majority has not heard for leaseUs stops by itself. */
  fencing: boolean
  idempotency: boolean // a write takes effect once, however often it is asked for
  leaseUs: number
  first: number // place of the first primary
}
export const ROLES = ['follower', 'candidate', 'primary'] as const
export type RoleName = (typeof ROLES)[number]

/** A write that waits for its acknowledgements. */
export interface Waiting {
  seq: number
  request: Request
}
/** Whom to answer, and what was asked. */
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
/** What a primary knows of a follower. */
export interface Follower {
  next: number // first entry to send
  match: number // has this durably
  matchAtTick: number // what `match` was a heartbeat ago
  heardUs: number // when it was last heard, by the primary's clock
  leaseUs: number // when the newest heartbeat that it answered was sent
  stampUs: number // its own newest stamp, −1: none
  life: number
}
export interface Candidacy {
  phase: 'canvass' | 'promise'
  round: number
  sinceUs: number
  answered: boolean[] // by place
  willing: boolean[] // canvass: would promise; promise: has promised
  ahead: boolean // somebody's log is more up to date
  seen: number // greatest epoch that anyone has promised
}
/** A copy of the primary's table under way, or, for a blank replica, the word of its peers before it. */
export interface Copying {
  from: number // place, −1: no primary known yet
  epoch: number
  after: number
  table: IntTable
  base: number // the primary's applied entries when the first page left
  askedUs: number
  complete: { applied: number; base: number; baseEpoch: number; entries: readonly Entry[] } | null
}
/** What a sync under way will make durable, and whom its end must be told. Syncs end in the order they were asked for. */
export interface SyncNote {
  upTo: number
  cut: number // log.cuts when asked for: a truncation since then makes upTo void
  promised: number
  tell: { to: number; epoch: number; what: 'ack' | 'promise' } | null
  copied: boolean
}
export interface PrimaryState {
  role: RoleName
  epoch: number // of the primary that is followed, or that this one is
  primary: number // place, −1: not known
  promised: number
  promisedDurably: number
  log: Log
  cuts: number // truncations so far
  table: IntTable
  commit: number
  matched: number // entries known to equal the primary's
  /** Own clock: when the primary was last heard; until when to wait for it; when this state was last proven fresh, −1: never. */
  heardUs: number
  deadlineUs: number
  provenUs: number
  proof: { stampUs: number; commit: number } | null // fresh as of stampUs once commit is applied
  followers: Follower[] // by place; of a primary
  takeover: number // sequence number of the entry that began this primary's epoch
  pending: Map<number, Waiting>
  requests: number // so far
  candidacy: Candidacy | null
  rounds: number
  blank: boolean // its disk was lost: no member yet, promises nothing and counts for nothing
  peersHeard: { promised: number; blank: boolean }[] // by place, of a blank replica: promised −1: not heard
  copying: Copying | null
  syncs: SyncNote[]
  life: number // counts this replica's processes
}

export type Input =
  | { kind: 'tick' }
  | { kind: 'message'; from: number; message: Message }
  | { kind: 'write'; request: Request }
  | { kind: 'synced' }
  | { kind: 'crash'; diskLost: boolean }
  | { kind: 'restart'; blank: boolean; life: number }
export interface Answer {
  status: 'ok' | 'unknown' | 'elsewhere'
  hint: number // place of the primary for 'elsewhere', −1: not known
  value: number
  version: number
}
export type Effect =
  | { kind: 'send'; to: number; message: Message }
  | { kind: 'sync' }
  | ({ kind: 'answer'; request: Request } & Answer)
  | { kind: 'applied'; key: number; value: number; version: number }
  | { kind: 'role'; from: RoleName; to: RoleName; epoch: number }
  | { kind: 'membership'; change: 'joining' | 'joined' }

/** One step under way: state to change, effects to fill, and the moment by the replica's own monotonic clock. */
export interface Step {
  readonly rules: PrimaryRules
  readonly state: PrimaryState
  readonly effects: Effect[]
  readonly nowUs: number
  readonly unit: number // a draw in [0, 1)
}

export function majority(rules: PrimaryRules): number {
  return Math.floor(rules.places / 2) + 1
}
export function newState(rules: PrimaryRules, nowUs: number): PrimaryState {
  return {
    role: 'follower',
    epoch: 1,
    primary: rules.first,
    promised: 1,
    promisedDurably: 1,
    log: emptyLog(),
    cuts: 0,
    table: new IntTable(),
    commit: 0,
    matched: 0,
    heardUs: nowUs,
    deadlineUs: nowUs + rules.failoverUs,
    provenUs: -1,
    proof: null,
    followers: [],
    takeover: 0,
    pending: new Map(),
    requests: 0,
    candidacy: null,
    rounds: 0,
    blank: false,
    peersHeard: [],
    copying: null,
    syncs: [],
    life: 0,
  }
}

export function send(step: Step, to: number, message: Message): void {
  step.effects.push({ kind: 'send', to, message: Object.freeze(message) })
}
export function sendAll(step: Step, message: Message): void {
  const shared = Object.freeze(message)
  for (let to = 0; to < step.rules.places; to++)
    if (to !== step.rules.place) step.effects.push({ kind: 'send', to, message: shared })
}
export function sync(step: Step, tell: SyncNote['tell'] = null, copied = false, upTo?: number): void {
  const { state } = step
  const end = state.log.base + state.log.entries.length
  state.syncs.push({ upTo: upTo ?? end, cut: state.cuts, promised: state.promised, tell, copied })
  step.effects.push({ kind: 'sync' })
}
export function changed(step: Step): (key: number, value: number, version: number) => void {
  return (key, value, version) => step.effects.push({ kind: 'applied', key, value, version })
}
export function turnInto(step: Step, role: RoleName): void {
  const { state, effects } = step
  if (state.role === role) return
  effects.push({ kind: 'role', from: state.role, to: role, epoch: state.epoch })
  state.role = role
}
/** Waits anew for a primary: between one and two failover times, so that replicas seldom stand at once. */
export function resetDeadline(step: Step): void {
  step.state.deadlineUs = step.nowUs + Math.floor(step.rules.failoverUs * (1 + step.unit))
}
