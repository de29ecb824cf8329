/**
 * Latency from the intended send, over answered operations, late ones too: a quantile as everywhere in Faultline (of rank ⌈p·count⌉, by a
 * histogram that errs by at most 0.4 %). Who answers less can only seem faster: a goal on it carries a floor of answers.
 */
import { Histogram } from '../../kernel'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'

class Latency implements Gauge {
  private readonly latencies = new Histogram()
  private slowest: Witness | null = null
  private fastest: Witness | null = null

  constructor(
    private readonly figure: FigureOf<'latencyMs'>,
    bench: Bench,
  ) {
    const { latencies } = this
    new OperationFeed(bench, figure, (op) => {
      if (op.outcome !== 'ok') return
      const tookUs = op.returnedUs - op.invokedUs
      if (latencies.count === 0 || tookUs > latencies.max) this.slowest = witnessOf(op)
      if (latencies.count === 0 || tookUs < latencies.min) this.fastest = witnessOf(op)
      latencies.record(tookUs)
    })
  }

  measured(): Measured {
    const { latencies, slowest, fastest } = this
    const now = latencies.count === 0 ? null : latencies.quantile(this.figure.quantile) / 1000
    return { now, shows: slowest, exceeds: slowest, lacks: fastest }
  }
}

export const latency: Law<'latencyMs'> = (figure, _bound, bench) => new Latency(figure, bench)
