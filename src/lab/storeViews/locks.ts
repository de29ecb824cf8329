/** Locks of a shard with who waits for them, and the transactions that concern it: who coordinates, who has prepared. */
import type { ClusterNode } from '../../cluster'
import type { SpannerState, Txn } from '../../protocols/spanner/state'
import type { TwoPhaseState } from '../../protocols/spanner/twoPhase/state'
import { operationNamed } from './operationNames'
import type { LocksView, TransactionPart, TransactionRow } from './views'

const LOCKS_MAX = 16
const TRANSACTIONS_MAX = 12

/** `store`: the nodes of all shards. Null where the mode has no locks. */
export function locksView(store: readonly ClusterNode[], shard: number): LocksView | null {
  const book = new Book()
  const { role } = store[0]
  if (role === 'spannerReplica') for (const node of store) readReplica(book, node, store)
  else if (role === 'twoPhaseReplica') for (const node of store) readTwoPhase(book, node, store)
  else return null
  const own = new Set(store.filter((node) => node.shard === shard).map((node) => node.index))
  return {
    locks: book.locks.filter(({ node }) => own.has(node)).slice(0, LOCKS_MAX),
    transactions: [...book.transactions.values()]
      .filter(({ parts }) => parts.some((part) => part.shard === shard))
      .slice(0, TRANSACTIONS_MAX),
  }
}

class Book {
  readonly locks: LocksView['locks'] = []
  readonly transactions = new Map<number, TransactionRow>()

  note(txn: number, part: TransactionPart, told: Partial<TransactionRow> = {}): void {
    const row = this.transactions.get(txn) ?? { txn, kind: 'write', operation: null, parts: [] }
    row.parts.push(part)
    this.transactions.set(txn, Object.assign(row, told))
  }
}

/* ---- Spanner ---- */

function readReplica(book: Book, node: ClusterNode, store: readonly ClusterNode[]): void {
  const { office, machine } = node.state as SpannerState
  if (!node.up) return
  if (!office) {
    // Where no leader runs it, what the log says is prepared waits for the next one; a follower only hears of the outcome later.
    if (store.some((other) => other.shard === node.shard && other.up && (other.state as SpannerState).office)) return
    for (const { txn, key } of machine.prepared.values())
      if (!book.transactions.get(txn)?.parts.some((part) => part.shard === node.shard && !part.isCoordinator))
        book.note(txn, partOf(node, key, 'inDoubt', false), { kind: 'transfer' })
    return
  }
  for (const [key, { holder, waiters }] of office.locks)
    book.locks.push({ key, node: node.index, holder: holder.id, waiters: waiters.map(({ id }) => id) })
  for (const txn of office.txns.values()) {
    const isCoordinator = txn.kind !== 'part'
    const kind = txn.kind === 'write' ? 'write' : 'transfer'
    const row = book.transactions.get(txn.id)
    if (row) row.parts = row.parts.filter((part) => part.shard !== node.shard || part.isCoordinator !== isCoordinator)
    const told = isCoordinator ? ({ kind, operation: operationNamed(txn.op) } as const) : ({ kind } as const)
    book.note(txn.id, partOf(node, txn.key, phaseOf(txn), isCoordinator), told)
  }
}
function phaseOf({ phase, kind, isApplied }: Txn): TransactionPart['phase'] {
  if (phase === 'committing' && kind === 'part') return 'preparing'
  return phase === 'committing' && isApplied ? 'commitWait' : phase
}
function partOf(
  node: ClusterNode,
  key: number,
  phase: TransactionPart['phase'],
  isCoordinator: boolean,
): TransactionPart {
  return { shard: node.shard, node: node.index, key, phase, isCoordinator }
}

/* ---- plain two-phase commit ---- */

function readTwoPhase(book: Book, node: ClusterNode, store: readonly ClusterNode[]): void {
  const { locks, runs, image } = node.state as TwoPhaseState
  for (const [key, holder] of locks) book.locks.push({ key, node: node.index, holder, waiters: [] })
  for (const { txn, op, request, phase } of runs.values()) {
    const now = phase === 'voting' ? 'voting' : phase === 'waiting' ? 'locking' : 'committing'
    const kind = request.kind === 'transfer' ? 'transfer' : 'write'
    book.note(txn, partOf(node, request.key, now, true), { kind, operation: operationNamed(op) })
  }
  for (const { txn, coordinator, work } of image.votes.values()) {
    const key = work.write?.key ?? work.moves[0]?.key ?? -1
    const isAlone = !store.some((other) => other.index === coordinator && other.up)
    book.note(txn, partOf(node, key, isAlone ? 'inDoubt' : 'prepared', false), {
      kind: work.write ? 'write' : 'transfer',
    })
  }
}
