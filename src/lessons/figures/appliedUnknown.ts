/**
 * Operations whose client was not told: it ended them as of unknown fate, for an attempt had timed out or its answer was lost. Those that
 * took effect all the same, or those that never did up to the horizon. A write's effect is a replica that has what it wrote (a value names
 * its write); a submission's, that a worker took up its job; a transfer's, that some replica of a store that moves money remembers at the
 * horizon to have done it (ten minutes, or 4,096 later ones: cluster/remembered.ts).
 */
import type { ClusterNode } from '../../cluster'
import { KIND, STRIDE } from '../../cluster/journal'
import { operationOf } from '../../protocols/spanner/machine'
import type { SpannerState } from '../../protocols/spanner/state'
import type { TwoPhaseState } from '../../protocols/spanner/twoPhase/state'
import type { OperationFacts } from '../../telemetry'
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
    private readonly bench: Bench,
  ) {
    new OperationFeed(bench, figure, (op) => {
      if (op.kind === 'read' || op.kind === 'call') return
      this.any = true
      if (op.outcome !== 'info' && op.outcome !== 'open') return
      this.untold.push({ effect: effectOf(op), witness: witnessOf(op) })
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
    for (const node of this.bench.player.world.cluster.nodes)
      for (const operation of doneAt(node)) this.effects.add(`transfer ${operation}`)
    const wanted = this.figure.figure === 'appliedUnknown'
    const found = this.untold.flatMap(({ effect, witness }) => (this.effects.has(effect) === wanted ? [witness] : []))
    const shows = found.at(0) ?? null
    const exceeds = found[Math.floor(Math.max(0, this.bound))] ?? null
    return { now: this.any ? found.length : null, shows, exceeds }
  }
}

function effectOf({ kind, key, value, client, count }: OperationFacts): string {
  if (kind === 'transfer') return `transfer ${operationOf({ origin: client, count })}`
  return kind === 'submit' ? job(client, count) : written(key, value)
}
/** Operations that a replica remembers, where transfers are possible. */
function doneAt({ role, state }: ClusterNode): Iterable<number> {
  if (role === 'spannerReplica') return (state as SpannerState).machine.done.keys()
  return role === 'twoPhaseReplica' ? (state as TwoPhaseState).image.done.keys() : []
}
const written = (key: number, value: number): string => `${key} ${value}`
const job = (client: number, count: number): string => `job ${client} ${count}`

export const untold: Law<Name> = (figure, bound, bench) => new UntoldGauge(figure, bound, bench)
