/**
 * The watch over a run's invariants: at every tick of virtual time it looks at each shard's replicas, as their mode's
 * invariants ask, at whether they converge, and at each stream with its consumers. What it remembers is part of a checkpoint; what it finds is kept with the branch, like its charts.
 */
import type { ClusterNode } from '../cluster'
import type { Invariants } from '../cluster/invariants'
import { copyData } from '../kernel/copyData'
import { behaviourOf, extra } from '../scenarios/behaviours'
import type { World } from '../scenarios/world'
import type { StreamMemory } from '../services/stream'
import type { ConsumerConfig } from '../services/stream/consumerState'
import type { Divergence, SeriesStore } from '../telemetry'
import type { ConvergenceState } from './convergence'
import { lookAtConvergence, newConvergence } from './convergence'
import { shardsOf } from './shards'

/** Often enough that a reign or a promise rarely begins and ends between two looks. */
export const WATCH_TICK_US = 20_000

/** Of a breach that is a stream's. */
const NO_SHARD = -1

export interface WatchState {
  nextUs: number
  memories: unknown[] // by shard
  streams: StreamMemory[]
  convergence: ConvergenceState
}

export class Watch {
  nextUs: number = WATCH_TICK_US
  private memories: unknown[]
  private streamMemories: StreamMemory[]
  /** Each stream with the consumers of its groups. */
  private readonly streams: ClusterNode[][]
  private convergence = newConvergence()
  private readonly invariants: Invariants | null
  private readonly convergesWithinUs: number | null

  constructor(
    private readonly world: World,
    private readonly divergence: () => Divergence,
  ) {
    const store = world.scenario.groups.find((group) => group.role === 'store')
    const behaviour = store?.role === 'store' ? behaviourOf(store.replication) : null
    this.invariants = behaviour?.invariants ?? null
    this.convergesWithinUs = (store?.role === 'store' && behaviour?.convergesWithinUs?.(store.replication)) || null
    const { nodes } = world.cluster
    this.streams = nodes
      .filter(({ role }) => role === 'stream')
      .map((stream) => [
        stream,
        ...nodes.filter(
          ({ role, config }) => role === 'consumer' && (config as ConsumerConfig).stream === stream.index,
        ),
      ])
    this.streamMemories = this.streams.map(() => extra('streams').streamInvariants.begin())
    if (!this.invariants && this.convergesWithinUs === null && this.streams.length === 0) this.nextUs = Infinity
    const { invariants } = this
    this.memories = invariants ? shardsOf(world.cluster.nodes).map(() => invariants.begin()) : []
  }

  /** To be called when every event up to `nextUs` has happened. */
  look(store: SeriesStore | null): void {
    const { cluster } = this.world
    const atUs = this.nextUs
    this.nextUs += WATCH_TICK_US
    const shards = shardsOf(cluster.nodes)
    shards.forEach((replicas, shard) => {
      const found = this.invariants?.look(this.memories[shard], replicas, cluster) ?? []
      for (const violation of found) store?.breach({ ...violation, shard, atUs })
    })
    this.streams.forEach((nodes, s) => {
      for (const violation of extra('streams').streamInvariants.look(this.streamMemories[s], nodes, cluster))
        store?.breach({ ...violation, shard: NO_SHARD, atUs })
    })
    if (this.convergesWithinUs === null) return
    const nodes = shards.map((replicas) => replicas.map(({ index }) => index))
    const { convergence, world, convergesWithinUs, divergence } = this
    for (const { shard, violation } of lookAtConvergence(convergence, world, nodes, convergesWithinUs, divergence))
      store?.breach({ ...violation, shard, atUs })
  }

  save(): WatchState {
    return {
      nextUs: this.nextUs,
      memories: copyData(this.memories),
      convergence: copyData(this.convergence),
      streams: copyData(this.streamMemories),
    }
  }
  load(state: WatchState): void {
    this.nextUs = state.nextUs
    this.memories = copyData(state.memories)
    this.convergence = copyData(state.convergence)
    this.streamMemories = copyData(state.streams)
  }
}
