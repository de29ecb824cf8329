/**
 * What must hold of a stream and its consumers, from all their states at once: no group is done with what is not in the log, it never goes
 * back, and within a generation a partition belongs to at most one consumer of a group (the promise of Apache Kafka's group protocol).
 */
import type { ClusterNode } from '../../cluster'
import type { Invariants, Violation } from '../../cluster/invariants'
import type { ConsumerConfig, ConsumerState } from './consumerState'
import type { GroupState, StreamState } from './state'

export interface StreamMemory {
  /** By group and partition. */
  committed: number[][]
  appended: number // fewer than before: its disk was lost, and everything begins anew
  /** What has been told: code, group and partition. */
  told: string[]
}

/** Of one stream: `nodes` are the stream itself and then the consumers of its groups. */
export const streamInvariants: Invariants<StreamMemory> = {
  begin: () => ({ committed: [], appended: 0, told: [] }),
  look(memory, [stream, ...consumers]) {
    const { groups, partitions, appended } = stream.state as StreamState
    if (appended < memory.appended) memory.committed = []
    memory.appended = appended
    const found = groups.flatMap((group, g) => [
      ...offsetsAt(memory, stream, group, g, partitions),
      ...ownersAt(consumers, g, group.generation),
    ])
    return found.filter(({ code, params }) => {
      const name = `${code} ${params.group} ${params.partition}`
      const isNew = !memory.told.includes(name)
      if (isNew) memory.told.push(name)
      return isNew
    })
  },
}

function offsetsAt(
  memory: StreamMemory,
  stream: ClusterNode,
  { committed }: GroupState,
  g: number,
  partitions: StreamState['partitions'],
): Violation[] {
  const before = memory.committed[g] ?? []
  memory.committed[g] = committed.slice()
  return partitions.flatMap(({ start, entries }, partition): Violation[] => {
    const offset = committed[partition]
    const params = { group: g, partition, offset }
    const nodes = [stream.index]
    if (offset > start + entries.length) return [{ code: 'committedBeyondEnd', nodes, params }]
    return offset < (before[partition] ?? 0) ? [{ code: 'committedWentBack', nodes, params }] : []
  })
}

/** Generations up to that of the coordinator, which begins anew where its disk was lost. */
function ownersAt(consumers: readonly ClusterNode[], g: number, newest: number): Violation[] {
  const owners = new Map<string, number>()
  const found: Violation[] = []
  for (const { index, up, state, config } of consumers) {
    if (!up || (config as ConsumerConfig).group !== g) continue
    const { generation, parts } = state as ConsumerState
    if (generation > newest) continue
    for (const partition of parts.keys()) {
      const name = `${generation} ${partition}`
      const other = owners.get(name)
      if (other === undefined) owners.set(name, index)
      else found.push({ code: 'partitionTwice', nodes: [other, index], params: { group: g, partition, generation } })
    }
  }
  return found
}
