/**
 * What each replica of a shard holds of the keys on which they differ, and of those that were asked for last; and what a replica
 * has besides: hints, whom it holds for failed, how comparing Merkle trees goes.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import type { IntTable } from '../../kernel/intTable'
import { CRDT_CELLS } from '../../protocols/crdt/cells'
import type { DynamoState } from '../../protocols/dynamo/state'
import { DEAD, SUSPECT } from '../../protocols/gossip/swimState'
import type { LeaderCell } from '../../protocols/multileader/cell'
import type { OptimisticConfig } from '../../protocols/optimistic/role'
import type { OptimisticState } from '../../protocols/optimistic/state'
import type { PrimaryState } from '../../protocols/primary/state'
import type { ProgramState } from '../../protocols/program/state'
import type { RaftNode } from '../../protocols/raft/node'
import type { SpannerState } from '../../protocols/spanner/state'
import type { TwoPhaseState } from '../../protocols/spanner/twoPhase/state'
import type { Player } from '../player'
import { writerOf } from './operationNames'
import type { ReplicaNotes, VersionCell, VersionsView } from './views'

export const ROWS_MAX = 12
export const DIFFERING_MAX = 200

/** `isWritten`: the value is as somebody wrote it, rather than a count or a balance. */
type Held = { version: number; value: number; isWritten: boolean }[]

/** `shardOf`: of any key, as the partition has it. */
export function versionsView(
  player: Player,
  nodes: readonly ClusterNode[],
  shardOf: (key: number) => number,
): VersionsView {
  const { cluster } = player.world
  const { divergence, recentKeys } = player.observation
  const { shard } = nodes[0]
  const differing = divergence.differing(shard, DIFFERING_MAX)
  const keys = differing.slice(-ROWS_MAX)
  for (const key of recentKeys.newest()) {
    if (keys.length >= ROWS_MAX) break
    if (shardOf(key) === shard && !keys.includes(key) && nodes.some((node) => heldBy(node, key).length > 0))
      keys.push(key)
  }
  return {
    differing: differing.length,
    rows: keys.map((key) => ({ key, cells: cellsOf(cluster, nodes, key) })),
    replicas: nodes.map(notesOf),
  }
}

function cellsOf(cluster: Cluster, nodes: readonly ClusterNode[], key: number): VersionCell[] {
  const all = nodes.map((node) => heldBy(node, key))
  const newest = Math.max(0, ...all.flat().map(({ version }) => version))
  return nodes.map((node, i) => ({
    node: node.index,
    held: all[i].map(({ version, value, isWritten }) => {
      return { version, value, operation: isWritten ? writerOf(cluster, value) : null }
    }),
    isBehind: !all[i].some(({ version }) => version === newest),
  }))
}

function heldBy(node: ClusterNode, key: number): Held {
  return HOLDERS[node.role]?.(node, key) ?? []
}
const HOLDERS: Partial<Record<string, (node: ClusterNode, key: number) => Held>> = {
  dynamoReplica: (node, key) => {
    const { table, siblings } = (node.state as DynamoState).store
    return siblings?.get(key)?.map(written) ?? inTable(table, key)
  },
  primaryReplica: (node, key) => inTable((node.state as PrimaryState).table, key),
  programReplica: (node, key) => inTable((node.state as ProgramState).table, key),
  raftReplica: (node, key) => inTable((node.state as RaftNode).machine.table, key),
  spannerReplica: (node, key) => {
    const { rows, balances } = (node.state as SpannerState).machine
    const [row, balance] = [rows.get(key)?.at(-1), balances.get(key)?.at(-1)]
    if (row) return [{ version: row.ts, value: row.value, isWritten: true }]
    return balance ? [{ version: balance.ts, value: balance.value, isWritten: false }] : []
  },
  twoPhaseReplica: (node, key) => {
    const row = (node.state as TwoPhaseState).image.rows.get(key)
    return row ? [written(row)] : []
  },
  optimisticReplica: (node, key) => {
    const cell = (node.state as OptimisticState<object>).cells.get(key)
    if (cell === undefined) return []
    if ('versions' in cell)
      return (cell as LeaderCell).versions.flatMap(({ values }) =>
        values.map(({ stamp, value }) => ({ version: stamp, value, isWritten: true })),
      )
    const { type } = node.config as OptimisticConfig<object>
    return [{ ...type.read(cell), isWritten: !COUNTERS.includes(type) }]
  },
}
const COUNTERS: readonly unknown[] = [CRDT_CELLS.gCounter, CRDT_CELLS.pnCounter]

function written({ version, value }: { version: number; value: number }): Held[number] {
  return { version, value, isWritten: true }
}
function inTable(table: IntTable, key: number): Held {
  return table.has(key) ? [{ version: table.version(key), value: table.value(key), isWritten: true }] : []
}

function notesOf(node: ClusterNode): ReplicaNotes {
  const notes: ReplicaNotes = {
    node: node.index,
    unsynced: null,
    untold: null,
    hints: [],
    suspects: [],
    comparingWith: null,
    differingLeaves: null,
    taken: null,
  }
  if (node.role === 'dynamoReplica') {
    const { store, gossip, antiEntropy } = node.state as DynamoState
    notes.unsynced = store.unsynced.length
    notes.hints = [...store.hints].map(([home, { table }]) => ({ home, keys: table.size }))
    for (const [member, { status }] of gossip?.members ?? [])
      if (status === SUSPECT || status === DEAD) notes.suspects.push({ node: member, isDead: status === DEAD })
    if (antiEntropy) {
      notes.comparingWith = antiEntropy.exchange?.peer ?? null
      notes.differingLeaves = antiEntropy.differingLeaves
      notes.taken = antiEntropy.taken
    }
  } else if (node.role === 'optimisticReplica') {
    const { peers, syncs } = node.state as OptimisticState<object>
    notes.unsynced = syncs.length
    notes.untold = Math.max(...peers.map(({ outbox }) => outbox.size))
  }
  return notes
}
