/**
 * A storefront whose checkouts move money, on a transactional store; and schedules of faults drawn from a seed. What breaks is
 * told by the mode's own invariants, looked at every 20 ms as the lab does.
 */
import type { Command } from '../../../src/cluster'
import { KIND, STRIDE } from '../../../src/cluster'
import type { Violation } from '../../../src/cluster/invariants'
import { Draws } from '../../../src/kernel/draws'
import type { SpannerNode } from '../../../src/protocols/spanner/role'
import { behaviourOf } from '../../../src/scenarios/behaviours'
import type { ReplicationSpec } from '../../../src/scenarios/modes'
import { storefront } from '../../../src/scenarios/presets/storefront'
import type { Scenario } from '../../../src/scenarios/scenario'
import { World } from '../../../src/scenarios/world'

export const LOOK_US = 20_000

/** The storefront with money in its checkouts, on `replication`. */
export function shop(replication: ReplicationSpec, scale: { shards?: number; ratePerSecond?: number } = {}): Scenario {
  const scenario = structuredClone(storefront)
  for (const group of scenario.groups) {
    if (group.role === 'store') {
      group.replication = replication
      group.shards = scale.shards ?? group.shards
    }
    if (group.role !== 'clients') continue
    group.users = { count: 400, active: 40, zipf: 0.9 }
    group.journeys[0].steps.push({ op: 'transfer', r: 2, w: 2 })
    group.journeys[0].ratePerSecond = scale.ratePerSecond ?? 12
    group.journeys[1].ratePerSecond = 20
  }
  return scenario
}

export class Shop {
  readonly world: World
  readonly violations: (Violation & { atUs: number })[] = []
  readonly outcomes: Record<string, number> = {}
  private readonly memories: unknown[] = []
  private nextUs = LOOK_US

  constructor(scenario: Scenario, seed: number) {
    this.world = World.build(scenario, seed)
    const classes = new Map<string, number>()
    this.world.cluster.journal.attach((words, records) => {
      for (let at = 0; at < records * STRIDE; at += STRIDE) {
        const name = `${words[at + 1]}:${words[at + 2]}`
        const detail = words[at] >>> 8
        if ((words[at] & 255) === KIND.INVOKE) classes.set(name, detail)
        if ((words[at] & 255) !== KIND.RETURN) continue
        const { kind } = this.world.classes[classes.get(name) ?? 0]
        const what = `${kind} ${['ok', 'fail', 'info'][detail & 3]}`
        this.outcomes[what] = (this.outcomes[what] ?? 0) + 1
      }
    })
    const store = this.store
    for (let shard = 0; shard < this.shards; shard++) this.memories.push(this.invariants?.begin())
    if (store.length === 0) throw new Error('a shop needs a store')
  }

  get store() {
    return this.world.cluster.nodes.filter((node) => node.group === 'store')
  }
  get shards(): number {
    return Math.max(...this.store.map((node) => node.shard)) + 1
  }
  replicas(shard: number) {
    return this.store.filter((node) => node.shard === shard)
  }
  stateOf(id: string): SpannerNode {
    return this.world.cluster.nodes.find((node) => node.id === id)?.state as SpannerNode
  }
  leaderOf(shard: number) {
    return this.replicas(shard).find((node) => node.up && (node.state as SpannerNode).office?.isReady)
  }
  private get invariants() {
    const store = this.world.scenario.groups.find((group) => group.role === 'store')
    return store?.role === 'store' ? behaviourOf(store.replication).invariants : undefined
  }
  okShare(kind: string): number {
    const of = (outcome: 'ok' | 'fail' | 'info') => this.outcomes[`${kind} ${outcome}`] ?? 0
    return of('ok') / Math.max(1, of('ok') + of('fail') + of('info'))
  }
  apply(command: Command): void {
    this.world.apply(command)
  }
  run(untilUs: number): this {
    while (this.world.cluster.nowUs < untilUs) {
      this.world.run(Math.min(untilUs, this.nextUs))
      if (this.world.cluster.nowUs < this.nextUs) break
      this.look()
      this.nextUs += LOOK_US
    }
    this.world.cluster.journal.flush()
    return this
  }
  private look(): void {
    const { cluster } = this.world
    for (let shard = 0; shard < this.shards; shard++)
      for (const violation of this.invariants?.look(this.memories[shard], this.replicas(shard), cluster) ?? [])
        this.violations.push({ ...violation, atUs: cluster.nowUs })
  }
}

/** Clocks that drift, each as much as it may. */
export function drifting(shop: Shop, seed: number, ppm: number): void {
  const draws = new Draws(seed)
  shop.store.forEach((node, i) =>
    shop.apply({
      kind: 'driftClock',
      target: { node: node.id },
      ppm: Math.floor((2 * draws.at(1, 1, i, 0).unit() - 1) * ppm),
    }),
  )
}

/** Faults on the store's nodes and links, one every so often; each is healed some seconds later. */
export function faults(shop: Shop, seed: number, untilUs: number): { atUs: number; command: Command }[] {
  const draws = new Draws(seed)
  const nodes = shop.store.map((node) => node.id)
  const schedule: { atUs: number; command: Command }[] = []
  const lost = new Set<number>() // shards that lost a disk: a second one may be a majority
  for (let n = 0, atUs = 2_000_000; atUs < untilUs; n++) {
    const draw = (what: number, below: number) => draws.at(7, what, n, seed).int(below)
    const node = nodes[draw(1, nodes.length)]
    const other = nodes[draw(2, nodes.length)]
    const link = {
      from: { node },
      to: { node: other === node ? nodes[(nodes.indexOf(node) + 1) % nodes.length] : other },
    }
    const target = { node }
    const endUs = atUs + 200_000 + draw(3, 4_000_000)
    const { shard } = shop.store[nodes.indexOf(node)]
    const loseDisk = !lost.has(shard) && draw(4, 3) === 0
    const pairs: [Command, Command][] = [
      [
        { kind: 'kill', target },
        { kind: 'restart', target },
      ],
      [
        { kind: 'kill', target, loseDisk },
        { kind: 'restart', target },
      ],
      [
        { kind: 'stall', target },
        { kind: 'resume', target },
      ],
      [
        { kind: 'stallDisk', target },
        { kind: 'resumeDisk', target },
      ],
      [{ kind: 'isolate', target }, { kind: 'healAll' }],
      [
        { kind: 'cut', link },
        { kind: 'heal', link },
      ],
      [
        { kind: 'hold', link },
        { kind: 'release', link },
      ],
      [
        { kind: 'lose', link, probability: 0.3 },
        { kind: 'heal', link },
      ],
      [
        { kind: 'duplicate', link, probability: 0.5 },
        { kind: 'heal', link },
      ],
      [
        { kind: 'reorder', link, probability: 0.3, byUs: 30_000 },
        { kind: 'heal', link },
      ],
    ]
    const [begin, end] = pairs[draw(5, pairs.length)]
    if (begin.kind === 'kill' && begin.loseDisk) lost.add(shard)
    schedule.push({ atUs, command: begin }, { atUs: endUs, command: end })
    atUs += 200_000 + draw(6, 1_500_000)
  }
  return schedule.sort((a, b) => a.atUs - b.atUs)
}
/** Plays a schedule, then heals everything. */
export function suffer(shop: Shop, schedule: { atUs: number; command: Command }[]): void {
  for (const { atUs, command } of schedule) {
    shop.run(atUs)
    shop.apply(command)
  }
  shop.apply({ kind: 'healAll' })
  for (const { id } of shop.store) {
    shop.apply({ kind: 'restart', target: { node: id } })
    shop.apply({ kind: 'resume', target: { node: id } })
    shop.apply({ kind: 'resumeDisk', target: { node: id } })
  }
}
