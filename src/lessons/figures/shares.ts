/** Shares of operations, 0 to 1, each among those that it can be said of. */
import type { OperationFacts } from '../../telemetry'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'
import { isInTime } from './tallies'

type Shared = 'okShare' | 'staleShare' | 'degradedShare'
interface Share {
  among: (op: OperationFacts) => boolean
  counts: (op: OperationFacts) => boolean
}
const SHARES: Record<Shared, Share> = {
  okShare: { among: () => true, counts: isInTime },
  staleShare: { among: ({ judged }) => judged, counts: ({ missed }) => missed > 0 },
  degradedShare: { among: ({ outcome }) => outcome === 'ok', counts: ({ degraded }) => degraded },
}

class ShareOf implements Gauge {
  private all = 0
  private counted = 0
  private shows: Witness | null = null
  private lacks: Witness | null = null

  constructor({ figure, ...operations }: FigureOf<Shared>, bench: Bench) {
    const { among, counts } = SHARES[figure]
    new OperationFeed(bench, operations, (op) => {
      if (!among(op)) return
      this.all++
      if (counts(op)) {
        this.counted++
        this.shows ??= witnessOf(op)
      } else this.lacks ??= witnessOf(op)
    })
  }

  measured(): Measured {
    const { all, counted, shows, lacks } = this
    return { now: all === 0 ? null : counted / all, shows, exceeds: shows, lacks }
  }
}

/** `okShare`: answered in time, of all; `staleShare`: of answered reads; `degradedShare`: of all that were answered. */
export const share: Law<Shared> = (figure, _bound, bench) => new ShareOf(figure, bench)
