import type { Data, Message, Replica } from 'faultline'

/** What waits for its backups, by the number of its entry. */
interface State {
  next: number
  waiting: { [entry: string]: { request: number; operation: string; key: number; value: number; missing: number[] } }
}
type Write = Message & { kind: 'write' }
interface Said {
  entry?: string
  key: number
  value: number
  isStored?: boolean
}
interface Done {
  operation: string
  version: number
}
/** A client gives up long before so many others have written. */
const DONE_MAX = 100

export const initial: State = { next: 0, waiting: {} }

const PRIMARY = 0
const AGAIN_US = 50_000

/**
 * Replica 0 is the primary: it takes all reads and writes, and answers a write when every backup has it on disk. While a backup
 * cannot be reached nothing can be written; no acknowledged write is ever lost.
 */
export function onStart(replica: Replica, state: State): void {
  const last = replica.kept('last')
  state.next = typeof last === 'number' ? last : 0
  replica.setTimer('again', AGAIN_US)
}

export function onMessage(replica: Replica, state: State, message: Message): void {
  if (message.kind === 'peer') fromPeer(replica, state, message.from, message.body)
  else if (replica.me !== PRIMARY) replica.redirect(message.request, PRIMARY)
  else if (message.kind === 'read') replica.reply(message.request, replica.get(message.key))
  else if (!isRepeat(replica, state, message)) write(replica, state, message)
}

export function onTimer(replica: Replica, state: State): void {
  for (const entry of Object.keys(state.waiting)) ship(replica, state, entry)
  replica.setTimer('again', AGAIN_US)
}

/** A write that is tried again takes effect once: it is answered as the first time, or goes on waiting. */
function isRepeat(replica: Replica, state: State, { request, operation, key, value }: Write): boolean {
  for (const entry of Object.keys(state.waiting))
    if (state.waiting[entry].operation === operation) {
      state.waiting[entry].request = request
      return true
    }
  const known = doneOf(replica).find((one) => one.operation === operation)
  if (known) replica.reply(request, { value, version: known.version })
  return known !== undefined && replica.get(key).version >= known.version
}
/** Another program may have kept something else under that name. */
function doneOf(replica: Replica): Done[] {
  const done = replica.kept('done')
  return Array.isArray(done) ? (done as (Done | null)[]).filter((one) => one !== null) : []
}

function write(replica: Replica, state: State, { request, operation, key, value }: Write): void {
  state.next += 1
  replica.keep('last', state.next)
  const missing: number[] = []
  for (let to = 0; to < replica.replicas; to++) if (to !== replica.me) missing.push(to)
  const entry = String(state.next)
  state.waiting[entry] = { request, operation, key, value, missing }
  if (missing.length === 0) done(replica, state, entry)
  else ship(replica, state, entry)
}

function ship(replica: Replica, state: State, entry: string): void {
  const { key, value, missing } = state.waiting[entry]
  for (const to of missing) replica.send(to, { entry, key, value })
}

function fromPeer(replica: Replica, state: State, from: number, body: Data): void {
  const { entry, key, value, isStored } = (body ?? {}) as unknown as Said
  if (entry === undefined) return // another program's
  if (isStored) {
    if (!Object.hasOwn(state.waiting, entry)) return
    const waits = state.waiting[entry]
    waits.missing = waits.missing.filter((to) => to !== from)
    if (waits.missing.length === 0) done(replica, state, entry)
    return
  }
  const version = Number(entry)
  if (version > replica.get(key).version) replica.put(key, { value, version })
  replica.send(from, { entry, isStored: true })
}

/** Every backup has it: only now may anybody read it here. */
function done(replica: Replica, state: State, entry: string): void {
  const { request, operation, key, value } = state.waiting[entry]
  const version = Number(entry)
  replica.keep('done', [...doneOf(replica), { operation, version }].slice(-DONE_MAX) as never)
  if (version > replica.get(key).version) replica.put(key, { value, version })
  replica.reply(request, { value, version })
  delete state.waiting[entry]
}
