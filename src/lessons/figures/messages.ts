/** How many messages were sent in the window, to members of a group or to anybody, lost ones too. */
import { KIND, STRIDE, timeOf } from '../../cluster/journal'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

class Messages implements Gauge {
  private sent = 0
  private shows: Witness | null = null
  private exceeds: Witness | null = null

  constructor({ group, ...within }: FigureOf<'messages'>, bound: number, bench: Bench) {
    const { fromUs, toUs } = bench.window(within)
    const counts = bench.player.world.cluster.links.map(({ to }) => group === undefined || to.group === group)
    bench.fold((words, records) => {
      for (let i = 0; i < records; i++) {
        const at = i * STRIDE
        if ((words[at] & 255) !== KIND.SENT || !counts[words[at + 1]]) continue
        const atUs = timeOf(words, i)
        if (atUs < fromUs || atUs >= toUs) continue
        this.sent++
        if (this.shows === null || (this.exceeds === null && this.sent > bound)) {
          const witness = { atUs, operation: { client: words[at + 2], count: words[at + 3] } }
          this.shows ??= witness
          if (this.sent > bound) this.exceeds ??= witness
        }
      }
    })
  }

  measured(): Measured {
    const { sent, shows, exceeds } = this
    return { now: sent === 0 ? null : sent, shows, exceeds }
  }
}

export const messages: Law<'messages'> = (figure, bound, bench) => new Messages(figure, bound, bench)
