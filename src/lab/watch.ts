/**
 * The watch over a run's invariants: at every tick of virtual time it looks at each shard's replicas, as their mode's
 * invariants ask. What it remembers is part of a checkpoint; what it finds is kept with the branch, like its charts.
 */
import type { Invariants } from '../cluster/invariants'
import { copyData } from '../kernel/copyData'
import { behaviourOf } from '../scenarios/behaviours'
import type { World } from '../scenarios/world'
import type { SeriesStore } from '../telemetry'
import { shardsOf } from './shards'

/** Often enough that a reign or a promise rarely begins and ends between two looks. */
export const WATCH_TICK_US = 20_000

export interface WatchState {
  nextUs: number
  memories: unknown[] // by shard
}

export class Watch {
  nextUs: number = WATCH_TICK_US
  private memories: unknown[]
  private readonly invariants: Invariants | null

  constructor(private readonly world: World) {
    const store = world.scenario.groups.find((group) => group.role === 'store')
    this.invariants = (store?.role === 'store' ? behaviourOf(store.replication).invariants : undefined) ?? null
    if (!this.invariants) this.nextUs = Infinity
    const { invariants } = this
    this.memories = invariants ? shardsOf(world.cluster.nodes).map(() => invariants.begin()) : []
  }

  /** To be called when every event up to `nextUs` has happened. */
  look(store: SeriesStore | null): void {
    const { cluster } = this.world
    const atUs = this.nextUs
    this.nextUs += WATCH_TICK_US
    shardsOf(cluster.nodes).forEach((replicas, shard) => {
      const found = this.invariants?.look(this.memories[shard], replicas, cluster) ?? []
      for (const violation of found) store?.breach({ ...violation, shard, atUs })
    })
  }

  save(): WatchState {
    return { nextUs: this.nextUs, memories: copyData(this.memories) }
  }
  load(state: WatchState): void {
    this.nextUs = state.nextUs
    this.memories = copyData(state.memories)
  }
}
