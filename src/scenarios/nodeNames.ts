/**
 * What nodes are called: the one place that turns a scenario's groups into node ids, in the order of the groups, so that
 * faults, links and people can name a node. A lone instance bears its group's id ("balancer"), several are numbered from 1
 * ("api-2"), replicas are lettered within their shard ("shard-2b": second shard, second replica). Spare shards and instances come
 * last, so that they shift nobody's index.
 */
import { allInstances, allShards } from './growth'
import type { GroupSpec, Scenario } from './scenario'

export interface NodeName {
  id: string
  group: number // index into scenario.groups
  instance: number // within the group, from 0
  zone: string
  shard: number // from 0; -1: not a replica
  replica: number // from 0; -1: not a replica
}

/** How many nodes a group stands for. */
export function instancesOf(group: GroupSpec): number {
  return group.role === 'store' ? allShards(group) * group.replicas : allInstances(group)
}

/** Every node of the scenario, in order; a node's place in the list is its index. */
export function nodeNames(scenario: Pick<Scenario, 'groups'>): NodeName[] {
  const names: NodeName[] = []
  const add = (group: GroupSpec, index: number, from: number, to: number): void => {
    const count = instancesOf(group)
    for (let instance = from; instance < to; instance++) {
      const shard = group.role === 'store' ? Math.floor(instance / group.replicas) : -1
      const replica = group.role === 'store' ? instance % group.replicas : -1
      names.push({
        id:
          group.role === 'store' ? replicaName(shard, replica) : count === 1 ? group.id : `${group.id}-${instance + 1}`,
        group: index,
        instance,
        zone: group.zones[instance % group.zones.length],
        shard,
        replica,
      })
    }
  }
  const atFirst = (group: GroupSpec) => (group.role === 'store' ? group.shards * group.replicas : group.count)
  scenario.groups.forEach((group, index) => add(group, index, 0, atFirst(group)))
  scenario.groups.forEach((group, index) => add(group, index, atFirst(group), instancesOf(group)))
  return names
}

function replicaName(shard: number, replica: number): string {
  return `shard-${shard + 1}${String.fromCharCode(97 + replica)}`
}
