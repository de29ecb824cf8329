/**
 * How many members of one shard were in office at once, at most: primaries or leaders, by what each holds itself for; one that is down is
 * none. Looked at as often as invariants are. Where nobody is ever in office there is nothing to tell.
 */
import { officeOf } from '../../lab/office'
import { OFFICE } from '../../lab/protocol'
import { shardsOf } from '../../lab/shards'
import { WATCH_TICK_US } from '../../lab/watch'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

const IN_OFFICE: readonly number[] = [OFFICE.leader, OFFICE.primary]

class LeadersAtOnce implements Gauge {
  private most = 0
  private shows: Witness | null = null
  private exceeds: Witness | null = null

  constructor(
    figure: FigureOf<'leadersAtOnce'>,
    private readonly bound: number,
    private readonly bench: Bench,
  ) {
    const { fromUs, toUs } = bench.window(figure)
    for (let atUs = fromUs; atUs < toUs; atUs += WATCH_TICK_US) bench.stop(atUs, () => this.look(atUs))
  }

  private look(atUs: number): void {
    shardsOf(this.bench.player.world.cluster.nodes).forEach((members, shard) => {
      const now = members.filter((node) => node.up && IN_OFFICE.includes(officeOf(node).office)).length
      if (now <= this.most) return
      this.most = now
      this.shows = { atUs, note: { code: 'shard', params: { shard } } }
      if (now > this.bound) this.exceeds ??= this.shows
    })
  }

  measured(): Measured {
    const { most, shows, exceeds } = this
    return { now: most === 0 ? null : most, shows, exceeds, lacks: shows }
  }
}

export const leaders: Law<'leadersAtOnce'> = (figure, bound, bench) => new LeadersAtOnce(figure, bound, bench)
