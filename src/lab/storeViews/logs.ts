/** A shard's replicas as logs: what each holds, what is committed, and what the leader knows of the others. */
import type { ClusterNode } from '../../cluster'
import { appliedSeq, epochAt, entryAt as primaryEntryAt, lastSeq } from '../../protocols/primary/log'
import type { PrimaryState } from '../../protocols/primary/state'
import type { RaftState } from '../../protocols/raft'
import type { Entry } from '../../protocols/raft/log'
import { entryAt, lastIndex } from '../../protocols/raft/log'
import type { WriteCommand } from '../../protocols/raft/machine'
import { machineOf } from '../../protocols/raft/node'
import type { Command } from '../../protocols/spanner/machine'
import { operationNamed } from './operationNames'
import type { LogEntry, LogReplica, LogView } from './views'

/** Entries of a window. */
export const LOG_WINDOW = 12

type Replica = Omit<LogReplica, 'entries'> & { at: (index: number) => LogEntry | null }

/** Null where the nodes keep no log. `to`: the newest entry of the window; null: the newest of all. */
export function logView(nodes: readonly ClusterNode[], to: number | null): LogView | null {
  const read = READERS[nodes[0].role]
  if (!read) return null
  const replicas = read(nodes)
  const newest = Math.max(0, ...replicas.map((replica) => replica.last))
  const end = Math.max(Math.min(to ?? newest, newest), Math.min(LOG_WINDOW, newest))
  const from = Math.max(1, end - LOG_WINDOW + 1)
  return {
    from,
    to: end,
    replicas: replicas.map(({ at, ...replica }) => {
      const entries: LogEntry[] = []
      for (let index = Math.max(from, replica.first); index <= Math.min(end, replica.last); index++) {
        const entry = at(index)
        if (entry) entries.push(entry)
      }
      return { ...replica, entries }
    }),
  }
}

const READERS: Partial<Record<string, (nodes: readonly ClusterNode[]) => Replica[]>> = {
  raftReplica: (nodes) => raftReplicas(nodes, raftCommand),
  spannerReplica: (nodes) => raftReplicas(nodes, spannerCommand),
  primaryReplica: primaryReplicas,
}

/* ---- Raft groups ---- */

type Said = Pick<LogEntry, 'kind' | 'key' | 'operation'>

function raftReplicas(nodes: readonly ClusterNode[], said: (command: unknown) => Said): Replica[] {
  const states = nodes.map((node) => (node.state as { raft: RaftState }).raft)
  const leader = states
    .filter((raft, i) => raft.role === 'leader' && nodes[i].up)
    .reduce<RaftState | null>((newest, raft) => (newest && newest.term > raft.term ? newest : raft), null)
  return states.map((raft, i) => {
    const peer = leader?.lead?.peers.find(({ id }) => id === raft.id)
    const last = lastIndex(raft.log)
    return {
      node: nodes[i].index,
      role: raft.role,
      term: raft.term,
      vote: raft.vote < 0 ? -1 : machineOf(raft.vote),
      first: raft.log.snapshot.index + 1,
      last,
      commit: raft.commit,
      durable: raft.lead?.durable ?? last,
      match: raft === leader ? last : (peer?.match ?? -1),
      next: raft === leader ? last + 1 : (peer?.next ?? -1),
      at: (index) => {
        const entry = entryAt(raft.log, index)
        return entry ? { index, term: entry.term, ...saidBy(entry, said) } : null
      },
    }
  })
}
function saidBy(entry: Entry, said: (command: unknown) => Said): Said {
  return entry.kind === 'command' ? said(entry.command) : { kind: entry.kind, key: -1, operation: null }
}
function raftCommand(command: unknown): Said {
  const { key, origin, count } = command as WriteCommand
  return { kind: 'write', key, operation: { client: origin, count } }
}
function spannerCommand(value: unknown): Said {
  const command = value as Command
  if (command.kind === 'prepare') return { kind: 'prepare', key: command.prepared.key, operation: null }
  if (command.kind === 'resolve') return { kind: 'resolve', key: -1, operation: null }
  const { write, moves, op } = command
  const operation = operationNamed(op)
  return write
    ? { kind: 'write', key: write.key, operation }
    : { kind: 'transfer', key: moves[0]?.key ?? -1, operation }
}

/* ---- a primary and its followers ---- */

function primaryReplicas(nodes: readonly ClusterNode[]): Replica[] {
  const states = nodes.map((node) => node.state as PrimaryState)
  const primary = states
    .filter((state, i) => state.role === 'primary' && nodes[i].up)
    .reduce<PrimaryState | null>((newest, state) => (newest && newest.epoch > state.epoch ? newest : state), null)
  return states.map((state, place) => {
    const { log } = state
    const known = primary?.followers[place]
    const last = lastSeq(log)
    return {
      node: nodes[place].index,
      role: state.role,
      term: state.epoch,
      vote: -1,
      first: log.base + 1,
      last,
      commit: Math.max(state.commit, appliedSeq(log)),
      durable: log.durable,
      match: state === primary ? last : (known?.match ?? -1),
      next: state === primary ? last + 1 : (known?.next ?? -1),
      at: (index) => {
        const { key, origin, count } = primaryEntryAt(log, index)
        const term = epochAt(log, index)
        if (key < 0) return { index, term, kind: 'blank', key, operation: null }
        return { index, term, kind: 'write', key, operation: { client: origin, count } }
      },
    }
  })
}
