/**
 * The share of all users whose keys changed their shard, 0 to 1, summed over the changes that began in the window. While one is still under
 * way at the window's end, and without any, there is nothing to tell.
 */
import { mapNow } from '../../lab/shardsNow'
import { flowsOf } from '../../protocols/resharding/atlas'
import type { Bench, Window } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

class KeysMoved implements Gauge {
  private readonly window: Window
  private changesBefore = 0
  private measure: Measured = { now: null }

  constructor(
    figure: FigureOf<'keysMoved'>,
    private readonly bench: Bench,
  ) {
    this.window = bench.window(figure)
    const { fromUs, toUs } = this.window
    bench.stop(fromUs, () => (this.changesBefore = mapNow(this.cluster)?.map.changes.length ?? 0))
    bench.stop(toUs, () => (this.measure = this.look()))
  }

  private get cluster() {
    return this.bench.player.world.cluster
  }

  private look(): Measured {
    const now = mapNow(this.cluster)
    if (!now || now.map.changes.length <= this.changesBefore) return { now: null }
    const { map, atlas } = now
    const witness = (code: 'moving' | 'shard'): Witness => ({
      atUs: this.window.toUs,
      note: { code, params: { shard: Math.abs(map.changes[map.changes.length - 1]) - 1 } },
    })
    if (map.moving) return { now: null, lacks: witness('moving') }
    let share = 0
    for (let to = this.changesBefore; to < map.changes.length; to++)
      share += flowsOf(atlas, map.changes.slice(0, to + 1)).share
    return { now: share, shows: witness('shard'), exceeds: witness('shard'), lacks: witness('shard') }
  }

  measured(): Measured {
    return this.measure
  }
}

export const keysMoved: Law<'keysMoved'> = (figure, _bound, bench) => new KeysMoved(figure, bench)
