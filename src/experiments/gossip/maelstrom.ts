/**
 * Flood broadcast on Maelstrom's topologies (jepsen-io/maelstrom, doc/03-broadcast/02-performance.md): every node broadcasts once
 * through our cluster, on links of one constant delay. Messages are counted as sent; the farthest node has heard after as many
 * hops as the topology's diameter.
 */
import { KIND, STRIDE, SimulatedCluster, TYPE, sameForAllLegs } from '../../cluster'
import { Distribution } from '../../kernel'
import type { FloodState } from '../../protocols/gossip/flood'
import { broadcast, floodNode } from '../../protocols/gossip/flood'
import type { Experiment, Measurement } from '../experiment'
import type { Topology } from './topology'
import { TOPOLOGIES, diameterOf, neighboursOf } from './topology'

type FloodSettings = { topology: Topology; n: number; suppression: 'on' | 'off' }

const HOP_US = 100_000
/** Messages of one broadcast and the diameter in hops, as published. */
const PUBLISHED: Readonly<Record<string, { messages?: number; hops?: number }>> = {
  'grid5 naive': { messages: 10 },
  grid5: { messages: 6 },
  grid25: { messages: 56, hops: 8 },
  total25: { messages: 576, hops: 1 },
  line25: { hops: 24 },
  tree225: { hops: 8 },
  tree325: { hops: 6 },
  tree425: { hops: 5 },
}

function nameOf({ topology, n, suppression }: FloodSettings): string {
  return `${topology.startsWith('tree') ? `${topology} n=` : topology}${n}${suppression === 'off' ? ' naive' : ''}`
}
const CASES = new Map(
  Object.keys(PUBLISHED).map((key): [string, FloodSettings] => {
    const topology = TOPOLOGIES.find((t) => key.startsWith(t)) as Topology
    const rest = key.slice(topology.length)
    const settings: FloodSettings = { topology, n: parseInt(rest), suppression: rest.endsWith('naive') ? 'off' : 'on' }
    return [nameOf(settings), settings]
  }),
)
const publishedOf = (s: FloodSettings): { messages?: number; hops?: number } =>
  PUBLISHED[nameOf(s).replace(' n=', '')] ?? {}

export const gossipMaelstrom: Experiment<FloodSettings> = {
  id: 'gossip.maelstrom',
  source:
    'jepsen-io/maelstrom, doc/03-broadcast/02-performance.md; 2E − n + 1 messages with back-suppression, 2E without',
  cases: [...CASES.keys()],
  parameters: [
    { name: 'topology', choices: TOPOLOGIES },
    { name: 'n', min: 2, max: 100, whole: true },
    { name: 'suppression', choices: ['on', 'off'] },
  ],
  settingsOf: (name) => ({ ...(CASES.get(name) as FloodSettings) }),
  nameOf: (_name, settings) => nameOf(settings),
  *play(_name, settings): Generator<number, Measurement> {
    const neighbours = neighboursOf(settings.topology, settings.n)
    const twiceEdges = neighbours.reduce((sum, of) => sum + of.length, 0)
    const theory = {
      messages: settings.suppression === 'on' ? twiceEdges - settings.n + 1 : twiceEdges,
      hops: diameterOf(neighbours),
    }
    let sent = 0
    let hops = 0
    for (let from = 0; from < settings.n; from++) {
      const one = flood(neighbours, settings.suppression === 'on', from)
      sent += one.messages
      hops = Math.max(hops, one.lastUs / HOP_US)
      yield (from + 1) / settings.n
    }
    const measured = { messages: sent / settings.n, hops, 'max latency ms': hops * (HOP_US / 1_000) }
    return { expected: { ...theory, ...publishedOf(settings) }, measured, tolerance: null }
  },
}

/** One broadcast from one node. */
function flood(neighbours: readonly (readonly number[])[], suppresses: boolean, from: number) {
  const cluster = new SimulatedCluster(from, { flood: floodNode })
  neighbours.forEach((of, i) => {
    cluster.addNode({
      id: `node-${i}`,
      group: 'nodes',
      role: 'flood',
      zone: 'a',
      config: { neighbours: of, suppresses },
    })
  })
  const latency = sameForAllLegs(Distribution.of({ kind: 'constant', us: HOP_US }))
  neighbours.forEach((of, a) => {
    for (const b of of) cluster.addLink(cluster.nodes[a], cluster.nodes[b], { latency })
  })
  let messages = 0
  cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) if (words[i * STRIDE] === (KIND.SENT | (TYPE.broadcast << 8))) messages++
  })
  cluster.start()
  broadcast(cluster, cluster.nodes[from], 1)
  while (cluster.step());
  cluster.journal.flush()
  const lastUs = Math.max(...cluster.nodes.map((node) => (node.state as FloodState).heardUs.get(1) ?? Infinity))
  return { messages, lastUs }
}
