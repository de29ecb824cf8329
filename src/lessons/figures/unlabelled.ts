/** Answered reads that were stale and did not say that they may be: without the flag that puts an age beside them on the users' screen. */
import { KIND, RETURN_FLAG, STRIDE } from '../../cluster/journal'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'

const CLIENTS_MAX = 1_024

class Unlabelled implements Gauge {
  private reads = 0
  /** Stale reads, by name, until their record says whether they were labelled. */
  private readonly stale = new Map<number, Witness>()
  private readonly unlabelled: Witness[] = []

  constructor(
    figure: FigureOf<'unlabelledStale'>,
    private readonly bound: number,
    bench: Bench,
  ) {
    new OperationFeed(bench, figure, (op) => {
      if (!op.judged) return
      this.reads++
      if (op.missed > 0) this.stale.set(nameOf(op.client, op.count), witnessOf(op))
    })
    bench.fold((words, records) => this.fold(words, records))
  }

  private fold(words: Int32Array, records: number): void {
    if (this.stale.size === 0) return
    for (let at = 0; at < records * STRIDE; at += STRIDE) {
      if ((words[at] & 255) !== KIND.RETURN) continue
      const name = nameOf(words[at + 1], words[at + 2])
      const read = this.stale.get(name)
      if (read && ((words[at] >>> 16) & RETURN_FLAG.stale) === 0) this.unlabelled.push(read)
      this.stale.delete(name)
    }
  }

  measured(): Measured {
    const { unlabelled, bound, reads } = this
    const exceeds = unlabelled[Math.floor(Math.max(0, bound))] ?? null
    return { now: reads === 0 ? null : unlabelled.length, shows: unlabelled.at(0) ?? null, exceeds }
  }
}

function nameOf(client: number, count: number): number {
  return count * CLIENTS_MAX + client
}

export const unlabelled: Law<'unlabelledStale'> = (figure, bound, bench) => new Unlabelled(figure, bound, bench)
