/**
 * The watch over a run's invariants: at every tick of virtual time it looks at each shard's replicas, as their mode's
 * invariants ask, and at whether they converge. What it remembers is part of a checkpoint; what it finds is kept with the branch, like its charts.
 */
import type { Invariants } from '../cluster/invariants'
import { copyData } from '../kernel/copyData'
import { behaviourOf } from '../scenarios/behaviours'
import type { World } from '../scenarios/world'
import type { Divergence, SeriesStore } from '../telemetry'
import type { ConvergenceState } from './convergence'
import { lookAtConvergence, newConvergence } from './convergence'
import { shardsOf } from './shards'

/** Often enough that a reign or a promise rarely begins and ends between two looks. */
export const WATCH_TICK_US = 20_000

export interface WatchState {
  nextUs: number
  memories: unknown[] // by shard
  convergence: ConvergenceState
}

export class Watch {
  nextUs: number = WATCH_TICK_US
  private memories: unknown[]
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
    if (!this.invariants && this.convergesWithinUs === null) this.nextUs = Infinity
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
    if (this.convergesWithinUs === null) return
    const nodes = shards.map((replicas) => replicas.map(({ index }) => index))
    const { convergence, world, convergesWithinUs, divergence } = this
    for (const { shard, violation } of lookAtConvergence(convergence, world, nodes, convergesWithinUs, divergence))
      store?.breach({ ...violation, shard, atUs })
  }

  save(): WatchState {
    return { nextUs: this.nextUs, memories: copyData(this.memories), convergence: copyData(this.convergence) }
  }
  load(state: WatchState): void {
    this.nextUs = state.nextUs
    this.memories = copyData(state.memories)
    this.convergence = copyData(state.convergence)
  }
}
