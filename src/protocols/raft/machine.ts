/**
 * The state machine that a store's groups replicate: versioned registers, and client sessions for exactly-once (thesis 6.3). A
 * write that comes again, by a retry, to another leader, after a crash, has no second effect: it gets the answer of its first.
 * That record is made with the effect, travels in snapshots, and is forgotten only after SESSION_WRITES later ones. Without
 * idempotency it is not looked at, and only tells who watches what came twice.
 */
import type { Repeats } from '../../cluster/repeats'
import { newRepeats, noteRepeat } from '../../cluster/repeats'
import { IntTable } from '../../kernel/intTable'
import { REMEMBERED } from '../../cluster/remembered'

export interface WriteCommand {
  readonly key: number
  readonly value: number
  readonly origin: number // with the count: the operation
  readonly count: number
}
/** The writes of one origin, by count: version, and value. Two generations, of which the older is forgotten as a whole. */
export interface Session {
  recent: IntTable
  older: IntTable
}
export interface Machine {
  table: IntTable // key → version, value
  sessions: Map<number, Session>
  repeats: Repeats
}
/** How many later writes of its origin a write is remembered for, at least. */
const SESSION_WRITES = REMEMBERED.raft.writes
const CELL_BYTES = 16

export function newMachine(): Machine {
  return { table: new IntTable(), sessions: new Map(), repeats: newRepeats() }
}

/** Applies a write; a version is its log index. Known already: the first one's version, and, where it is to happen `once`, nothing changes. */
export function applyCommand(
  machine: Machine,
  index: number,
  c: WriteCommand,
  once: boolean,
): { version: number; isNew: boolean } {
  const session = machine.sessions.get(c.origin) ?? { recent: new IntTable(), older: new IntTable() }
  const known = session.recent.version(c.count) || session.older.version(c.count)
  if (known > 0 && once) return { version: known, isNew: false }
  if (known > 0) noteRepeat(machine.repeats, { client: c.origin, count: c.count, key: c.key })
  if (session.recent.size === SESSION_WRITES) {
    session.older = session.recent
    session.recent = new IntTable()
  }
  session.recent.set(c.count, index, c.value)
  machine.sessions.set(c.origin, session)
  machine.table.set(c.key, index, c.value)
  return { version: index, isNew: true }
}

/** A copy that is never written to, so that snapshots can be shared. */
export function frozenCopy(machine: Machine): { data: Readonly<Machine>; bytes: number } {
  let cells = machine.table.size
  for (const { recent, older } of machine.sessions.values()) cells += recent.size + older.size
  return { data: Object.freeze(copyOf(machine)), bytes: CELL_BYTES * cells }
}
/** A machine to go on with from a snapshot's data; null: from nothing. */
export function machineFrom(data: unknown): Machine {
  return data === null ? newMachine() : copyOf(data as Machine)
}
function copyOf({ table, sessions, repeats }: Machine): Machine {
  const copies = [...sessions].map(([origin, { recent, older }]): [number, Session] => {
    return [origin, { recent: recent.clone(), older: older.clone() }]
  })
  return { table: table.clone(), sessions: new Map(copies), repeats: { ...repeats } }
}
