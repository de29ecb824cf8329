/** What a diagnosis can name: the kinds of trouble that a teacher may bring, and the places of the cluster. */
import type { Command } from '../cluster/command'
import type { Topology } from '../lab/protocol'

export const CAUSE_KINDS = [
  'kill',
  'stall',
  'slow',
  'stallDisk',
  'offsetClock',
  'jumpClock',
  'driftClock',
  'degrade',
  'cut',
  'delay',
  'lose',
  'duplicate',
  'reorder',
  'limit',
  'flap',
  'partition',
  'isolate',
] as const satisfies readonly Command['kind'][]
export type CauseKind = (typeof CAUSE_KINDS)[number]

/** As `causeOf` writes them: nodes, shards, zones, groups, and links between nodes, one direction of each. */
export function placesOf(topology: Topology | null): string[] {
  if (!topology) return []
  const { nodes, groups, zones, links } = topology
  const shards = [...new Set(nodes.flatMap(({ shard }) => (shard >= 0 ? [shard] : [])))]
  const pairs = links.flatMap(({ from, to }) => (from < to ? [`link node ${nodes[from].id}>node ${nodes[to].id}`] : []))
  return [
    ...nodes.map(({ id }) => `node ${id}`),
    ...shards.map((shard) => `shard ${shard}`),
    ...groups.map(({ id }) => `group ${id}`),
    ...zones.map((zone) => `zone ${zone}`),
    ...pairs,
  ]
}
