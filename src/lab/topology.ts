/** The static facts of an opened scenario, as the page draws them: sent once. */
import { features } from '../scenarios/features'
import { allShards, canGrow, canReshard } from '../scenarios/growth'
import type { Scenario } from '../scenarios/scenario'
import { tenantsOf } from '../scenarios/tenants'
import type { World } from '../scenarios/world'
import type { Topology } from './protocol'

const OPEN_AT_US = 30_000_000

export function topologyOf(scenario: Scenario, world: World): Topology {
  const { nodes, links } = world.cluster
  return {
    scenarioId: scenario.id,
    zones: scenario.zones.slice(),
    groups: scenario.groups.map((group) => ({
      id: group.id,
      role: group.role,
      nodes: nodes.filter((n) => n.group === group.id).map((n) => n.index),
      shards: group.role === 'store' ? allShards(group) : 0,
      ...(canGrow(group) ? { grows: true } : {}),
    })),
    nodes: nodes.map(({ index, id, group, zone, shard, replica }) => {
      const role = scenario.groups.find((g) => g.id === group)?.role ?? ''
      return { index, id, group, role, zone, shard, replica }
    }),
    links: links.map((link) => ({ index: link.index, from: link.from.index, to: link.to.index })),
    journeys: world.journeys.slice(),
    tenants: tenantsOf(scenario).map(({ id }) => id),
    keysPerShard: keysPerShard(scenario),
    reads: scenario.groups.flatMap((group) =>
      group.role === 'clients'
        ? group.journeys.flatMap(({ id, steps }) =>
            steps.flatMap((step, i) =>
              step.op === 'read' ? [{ journey: id, step: i, consistency: step.consistency ?? null }] : [],
            ),
          )
        : [],
    ),
    features: features(scenario),
    mode: modeNameOf(scenario),
    reshards: scenario.groups.some((group) => group.role === 'store' && canReshard(group)),
    layout: scenario.layout ?? {},
    openAtUs: scenario.openAtUs ?? OPEN_AT_US,
  }
}

/** How its store replicates; null where there is none. */
export function modeNameOf(scenario: Scenario): Topology['mode'] {
  const store = scenario.groups.find((group) => group.role === 'store')
  return store?.role === 'store' ? store.replication.mode : null
}
/** Where users are split over the shards by range, evenly. */
function keysPerShard(scenario: Scenario): number {
  let users = 0
  let shards = 0
  for (const group of scenario.groups) {
    if (group.role === 'clients') users = Math.max(users, group.users.count)
    if (group.role === 'store' && group.partition === undefined) shards = Math.max(shards, group.shards)
  }
  return shards > 0 ? Math.ceil(users / shards) : 0
}
