/**
 * A cluster that only looks like one: the topology of any scenario, and frames with plausible load, traffic and messages,
 * for looking at the maps and for timing the painter. Nothing in it is simulated.
 */
import type { Frame, Topology } from '../../../src/lab/protocol'
import { DROP_FIELDS, LINK_FIELDS, MESSAGE_FIELDS, NODE_FIELDS } from '../../../src/lab/protocol'
import { nodeNames } from '../../../src/scenarios/nodeNames'
import { allShards } from '../../../src/scenarios/growth'
import type { Scenario } from '../../../src/scenarios/scenario'

const N = NODE_FIELDS.length
const L = LINK_FIELDS.length
const M = MESSAGE_FIELDS.length

export function topologyOf(scenario: Scenario): Topology {
  const names = nodeNames(scenario)
  const nodes = names.map((n, index) => ({
    index,
    id: n.id,
    group: scenario.groups[n.group].id,
    role: scenario.groups[n.group].role,
    zone: n.zone,
    shard: n.shard,
    replica: n.replica,
  }))
  const links: Topology['links'] = []
  for (const spec of scenario.links)
    for (const a of nodes.filter((n) => n.group === spec.from))
      for (const b of nodes.filter((n) => n.group === spec.to)) {
        if (a === b || (spec.from === spec.to && a.shard !== b.shard)) continue
        links.push({ index: links.length, from: a.index, to: b.index })
        if (spec.from !== spec.to) links.push({ index: links.length, from: b.index, to: a.index })
      }
  const clients = scenario.groups.find((g) => g.role === 'clients')
  return {
    scenarioId: scenario.id,
    zones: scenario.zones,
    groups: scenario.groups.map((g) => ({
      id: g.id,
      role: g.role,
      nodes: nodes.filter((n) => n.group === g.id).map((n) => n.index),
      shards: g.role === 'store' ? allShards(g) : 0,
    })),
    nodes,
    links,
    journeys: clients?.role === 'clients' ? clients.journeys.map((j) => j.id) : [],
    tenants: [],
    keysPerShard: 10_000,
    reshards: false,
    features: ['recommendations', 'freshData'],
    mode: 'quorum',
    reads: [{ journey: 'dashboard', step: 0, consistency: null }],
    layout: scenario.layout ?? {},
    openAtUs: 30_000_000,
  }
}

/** The same numbers on every run. */
function lcg(seed: number): () => number {
  let s = seed >>> 0
  return () => (s = (s * 1664525 + 1013904223) >>> 0) / 4294967296
}

export interface FakeState {
  node?(frame: Frame, index: number, at: number): void // overwrite fields of a node's row
  link?(frame: Frame, index: number, at: number): void
  messages?: number // in flight
  flightUs?: number
}

export class FakeCluster {
  readonly frame: Frame
  private readonly draw = lcg(7)
  private readonly rates: number[]

  constructor(
    readonly topology: Topology,
    private readonly state: FakeState = {},
  ) {
    this.rates = topology.links.map((l) => rateOf(topology, l))
    this.frame = {
      timeUs: 30_000_000,
      events: 1_000_000,
      nodes: new Float32Array(topology.nodes.length * N),
      links: new Float32Array(topology.links.length * L),
      messages: new Float64Array(500 * M),
      messageCount: 0,
      inFlight: 0,
      drops: new Float64Array(16 * DROP_FIELDS.length),
      dropCount: 0,
      chart: null,
    }
    const count = state.messages ?? 60
    for (let i = 0; i < count; i++) this.send(i, this.draw())
    this.frame.messageCount = count
    this.advance(0)
  }

  /** Moves messages on; what has arrived is sent anew elsewhere. */
  advance(byUs: number): Frame {
    const f = this.frame
    f.timeUs += byUs
    f.dropCount = 0
    for (let i = 0; i < f.messageCount; i++) if (f.messages[i * M + 2] <= f.timeUs) this.send(i, 0)
    f.inFlight = f.messageCount
    this.topology.nodes.forEach((node, i) => {
      const at = i * N
      const wave = 0.5 + 0.5 * Math.sin(f.timeUs / 2e6 + i)
      f.nodes.fill(0, at, at + N)
      f.nodes[at + 1] = 1
      f.nodes[at + 2] = node.role === 'clients' ? 0 : 0.25 + 0.35 * wave
      f.nodes[at + 4] = 2
      f.nodes[at + 5] = node.role === 'queue' ? 120 + 60 * wave : wave > 0.8 ? 3 : 0
      f.nodes[at + 6] = node.role === 'queue' ? 1000 : 128
      f.nodes[at + 12] = node.role === 'clients' ? 0 : 60
      this.state.node?.(f, i, at)
    })
    this.topology.links.forEach((link, i) => {
      const at = i * L
      f.links.fill(0, at, at + L)
      f.links[at + 3] = this.rates[i]
      if (this.topology.nodes[link.to].role === 'dependency') f.links[at + 4] = 1
      this.state.link?.(f, i, at)
      if (f.links[at] & 1 && this.draw() < 0.02 && f.dropCount < 16)
        f.drops.set([i, f.timeUs - 500, f.timeUs, 1, 0], f.dropCount++ * DROP_FIELDS.length)
    })
    return f
  }

  private send(i: number, done: number): void {
    const total = this.rates.reduce((a, b) => a + b, 0)
    let pick = this.draw() * total
    let link = 0
    while (link < this.rates.length - 1 && (pick -= this.rates[link]) > 0) link++
    const { from, to } = this.topology.links[link]
    const flight = (this.state.flightUs ?? 800) * (0.5 + this.draw() * 1.5)
    const back = from > to
    const shape =
      this.topology.nodes[from].shard >= 0 && this.topology.nodes[to].shard >= 0 ? (back ? 1 : 2) : back ? 1 : 0
    const sent = this.frame.timeUs - done * flight
    this.frame.messages.set([link, sent, sent + flight, shape === 1 ? 2 : 1, shape, 0, i, 1], i * M)
  }
}

function rateOf(t: Topology, link: Topology['links'][number]): number {
  const roles = [t.nodes[link.from].role, t.nodes[link.to].role]
  if (roles.includes('clients')) return 212
  if (roles.includes('balancer')) return 71
  if (roles.includes('cache')) return 40
  if (roles.includes('dependency')) return 22
  if (roles.includes('queue')) return 6
  if (roles.includes('worker')) return 1.5
  return roles[0] === roles[1] ? 12 : 9
}
