/**
 * What the watch over a run's invariants found (lab/watch.ts), by the moment when it was seen, which may be up to a second late; two hundred
 * breaches are kept. A window in which nothing was acknowledged that could be lost, repeated or broken gives nothing.
 */
import { isPrice } from '../../cluster/invariants'
import type { SeriesStore } from '../../telemetry'
import type { Bench, Window } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

type Found = 'writesLost' | 'effectsRepeated' | 'breaches'
type Breach = SeriesStore['breaches'][number]

/** As many are kept of a run. */
const KEPT_MAX = 200

/** What a breach counts for the figure; 0: it is none of its. */
const WEIGHT: Record<Found, (breach: Breach) => number> = {
  writesLost: ({ code, params }) => (code === 'writesLost' || code === 'acknowledgedLost' ? params.writes : 0),
  effectsRepeated: ({ code, params }) => (code === 'effectsRepeated' || code === 'onceBroken' ? params.effects : 0),
  breaches: ({ code }) => (isPrice(code) ? 0 : 1),
}

class Breaches implements Gauge {
  private readonly window: Window
  private hasWork = false

  constructor(
    private readonly figure: FigureOf<Found>,
    private readonly bound: number,
    private readonly bench: Bench,
  ) {
    this.window = bench.window(figure)
    const { fromUs, toUs } = this.window
    const any = figure.figure === 'breaches'
    bench.hear({
      returned: ({ outcome, kind, invokedUs }) => {
        if (this.hasWork || outcome !== 'ok' || invokedUs < fromUs || invokedUs >= toUs) return
        this.hasWork = any || kind === 'write' || kind === 'transfer'
      },
    })
  }

  measured(): Measured {
    const { figure, bound, window, bench } = this
    const kept = bench.player.track.store?.breaches ?? []
    const measured: Required<Measured> = {
      now: this.hasWork ? 0 : null,
      orMore: kept.length >= KEPT_MAX,
      shows: null,
      exceeds: null,
      lacks: null,
    }
    for (const breach of kept) {
      const weight = WEIGHT[figure.figure](breach)
      if (weight === 0 || breach.atUs < window.fromUs || breach.atUs > window.toUs) continue
      if (figure.code !== undefined && figure.code !== breach.code) continue
      measured.now = (measured.now ?? 0) + weight
      measured.shows ??= witnessOf(breach)
      if (measured.now > bound) measured.exceeds ??= witnessOf(breach)
    }
    return measured
  }
}

function witnessOf({ atUs, code, shard, operations }: Breach): Witness {
  const first = operations?.at(0)
  const operation = first && { client: first.client, count: first.count }
  return { atUs, ...(operation && { operation }), note: { code: 'code', params: { code, shard } } }
}

export const breaches: Law<Found> = (figure, bound, bench) => new Breaches(figure, bound, bench)
