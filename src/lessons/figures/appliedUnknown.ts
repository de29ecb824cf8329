/**
 * Operations whose client was not told: it ended them as of unknown fate, for an attempt had timed out or its answer was lost. Those that
 * took effect all the same, or those that never did up to the horizon. A write's effect is a replica that has what it wrote (a value names
 * its write); a submission's, that a worker took up its job. Transfers leave no such trace.
 */
import { KIND, STRIDE } from '../../cluster/journal'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'

type Name = 'appliedUnknown' | 'unappliedUnknown'
interface Untold {
  effect: string
  witness: Witness
}

class UntoldGauge implements Gauge {
  private any = false
  private readonly effects = new Set<string>()
  private readonly untold: Untold[] = []

  constructor(
    private readonly figure: FigureOf<Name>,
    private readonly bound: number,
    bench: Bench,
  ) {
    new OperationFeed(bench, figure, (op) => {
      if (op.kind !== 'write' && op.kind !== 'submit') return
      this.any = true
      if (op.outcome !== 'info' && op.outcome !== 'open') return
      const effect = op.kind === 'submit' ? job(op.client, op.count) : written(op.key, op.value)
      this.untold.push({ effect, witness: witnessOf(op) })
    })
    bench.fold((words, records) => this.fold(words, records))
  }

  private fold(words: Int32Array, records: number): void {
    for (let at = 0; at < records * STRIDE; at += STRIDE) {
      const kind = words[at] & 255
      if (kind === KIND.APPLIED) this.effects.add(written(words[at + 2], words[at + 3]))
      else if (kind === KIND.CAUSED) this.effects.add(job(words[at + 3], words[at + 4]))
    }
  }

  measured(): Measured {
    const wanted = this.figure.figure === 'appliedUnknown'
    const found = this.untold.flatMap(({ effect, witness }) => (this.effects.has(effect) === wanted ? [witness] : []))
    const shows = found.at(0) ?? null
    const exceeds = found[Math.floor(Math.max(0, this.bound))] ?? null
    return { now: this.any ? found.length : null, shows, exceeds }
  }
}

const written = (key: number, value: number): string => `${key} ${value}`
const job = (client: number, count: number): string => `job ${client} ${count}`

export const untold: Law<Name> = (figure, bound, bench) => new UntoldGauge(figure, bound, bench)
