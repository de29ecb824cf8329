/**
 * Whether a read could have returned what one of the writes to its key wrote: 1 if some order of all that clients had seen of the key by then
 * explains that answer (linearizability), 0 if none does. The read is the last one of the window that was answered; its own answer does not
 * matter. Null where there is none, or where the search gives up.
 */
import { LINEARIZABLE_MODELS, Operations, type Model } from '../../checkers'
import { checkLinearizability } from '../../checkers/linearizability/check'
import { RegisterHistory } from '../../lab/judging/registerHistory'
import { ClientHistory, type HistoryEvent } from '../../telemetry'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'

const register = LINEARIZABLE_MODELS.get('register') as Model

interface Asked {
  key: number
  client: number
  count: number
  invokedUs: number
  witness: Witness
}

class CouldReturn implements Gauge {
  private readonly seen = new ClientHistory(({ kind }) => kind === 'read' || kind === 'write')
  private asked: Asked | null = null

  constructor(
    private readonly figure: FigureOf<'couldReturn'>,
    bench: Bench,
  ) {
    bench.hear(this.seen)
    new OperationFeed(bench, { ...figure, kind: 'read' }, (op) => {
      if (op.outcome !== 'ok' || (this.asked && this.asked.invokedUs > op.invokedUs)) return
      const { key, client, count, invokedUs } = op
      this.asked = { key, client, count, invokedUs, witness: witnessOf(op) }
    })
  }

  measured(): Measured {
    const { asked } = this
    if (!asked) return { now: null }
    const isAsked = ({ client, count }: HistoryEvent): boolean => client === asked.client && count === asked.count
    const all = this.seen.events.filter(({ key }) => key === asked.key)
    const until = all.findIndex((event) => event.type === 'ok' && isAsked(event))
    const events = all.slice(0, until + 1)
    const value = this.written(events)
    if (value === null) return { now: 0, lacks: asked.witness }
    const recorded = new RegisterHistory()
    for (const event of events) recorded.add(event.type === 'ok' && isAsked(event) ? { ...event, value } : event)
    const { valid } = checkLinearizability(new Operations(recorded.history), register)
    if (valid === 'unknown') return { now: null, lacks: asked.witness }
    return valid ? { now: 1, shows: asked.witness, exceeds: asked.witness } : { now: 0, lacks: asked.witness }
  }

  /** What the key's n-th write wrote, 0 before the first; null: there were not so many. */
  private written(events: readonly HistoryEvent[]): number | null {
    const { write } = this.figure
    if (write === 0) return 0
    return events.filter(({ type, f }) => type === 'invoke' && f === 'write').at(write - 1)?.value ?? null
  }
}

export const couldReturn: Law<'couldReturn'> = (figure, _bound, bench) => new CouldReturn(figure, bench)
