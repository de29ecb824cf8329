/**
 * How unevenly a group's members are asked: of the one with most, over the mean of all. A store's members are the shards that are in use at
 * the end of the window, and what counts are operations on their keys, of users and of background workers, by where each key was when it was
 * asked for; any other group's members are its instances, and what counts is the work that came to each.
 */
import { skewOf } from '../../partitioning'
import { mapNow, shardsNow } from '../../lab/shardsNow'
import { servingShard } from '../../protocols/resharding/atlas'
import type { OperationFacts } from '../../telemetry'
import type { Bench, Window } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { shardsOfKeys } from './operationGauge'

type Asked = FigureOf<'skew'>

/** Without a group: the store. */
export const skew: Law<'skew'> = (figure, _bound, bench) => {
  const group = bench.scenario.groups.find(({ id, role }) =>
    figure.group === undefined ? role === 'store' : id === figure.group,
  )
  return group?.role === 'store' ? new ShardSkew(figure, bench) : new InstanceSkew(figure, bench)
}

class ShardSkew implements Gauge {
  private readonly window: Window
  private readonly asked = new Map<number, number>()
  private inUse: readonly number[] = []
  private readonly shardOf: ((key: number) => number) | null

  constructor(
    figure: Asked,
    private readonly bench: Bench,
  ) {
    this.window = bench.window(figure)
    this.shardOf = shardsOfKeys(bench.scenario)
    bench.hear({ invoked: (op) => this.invoked(op), returned: () => undefined })
    bench.stop(this.window.toUs, () => (this.inUse = this.inUseNow()))
  }

  private invoked({ key, kind, invokedUs }: OperationFacts): void {
    if (key < 0 || kind === 'submit' || kind === 'call') return
    if (invokedUs < this.window.fromUs || invokedUs >= this.window.toUs) return
    const now = mapNow(this.bench.player.world.cluster)
    const shard = now ? servingShard(now.atlas, now.map, key) : (this.shardOf?.(key) ?? -1)
    this.asked.set(shard, (this.asked.get(shard) ?? 0) + 1)
  }
  private inUseNow(): readonly number[] {
    const { scenario, player } = this.bench
    const store = scenario.groups.find(({ role }) => role === 'store')
    const all = store?.role === 'store' ? Array.from({ length: store.shards }, (_, s) => s) : []
    return shardsNow(player.world.cluster)?.inUse ?? all
  }

  measured(): Measured {
    const shards = [...new Set([...this.inUse, ...this.asked.keys()])].sort((a, b) => a - b)
    return measuredOf(
      shards.map((shard) => this.asked.get(shard) ?? 0),
      (at) => ({ atUs: this.window.fromUs, note: { code: 'shard', params: { shard: shards[at] } } }),
    )
  }
}

class InstanceSkew implements Gauge {
  private readonly window: Window
  private readonly nodes: readonly { index: number; id: string }[]
  private before: number[] = []
  private after: number[] = []

  constructor(figure: Asked, bench: Bench) {
    this.window = bench.window(figure)
    const { world, observation } = bench.player
    this.nodes = world.cluster.nodes.filter(({ group }) => group === figure.group)
    const arrivals = (atUs: number): number[] =>
      this.nodes.map(({ index }) => observation.saturation.totals(index, atUs).arrivals)
    bench.stop(this.window.fromUs, () => (this.before = arrivals(this.window.fromUs)))
    bench.stop(this.window.toUs, () => (this.after = arrivals(this.window.toUs)))
  }

  measured(): Measured {
    return measuredOf(
      this.nodes.map((_, n) => this.after[n] - this.before[n]),
      (at) => ({ atUs: this.window.fromUs, note: { code: 'node', params: { node: this.nodes[at].id } } }),
    )
  }
}

function measuredOf(loads: readonly number[], witnessAt: (place: number) => Witness): Measured {
  const most = Math.max(0, ...loads)
  if (most === 0) return { now: null }
  const witness = witnessAt(loads.indexOf(most))
  return { now: skewOf(loads).maxOverMean, shows: witness, exceeds: witness, lacks: witness }
}
