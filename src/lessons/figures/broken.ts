/**
 * How often the judge found a guarantee broken, by operations of the window: of linearizability it tells each journey's first breach alone,
 * of the others at most twenty. What it could not judge, what nothing put to the test, and what came after a first breach before the window
 * is not known.
 */
import type { JourneyVerdict } from '../../lab/judging/verdict'
import type { Bench, Window } from './bench'
import type { Consistency } from './consistency'
import type { FigureOf, Gauge, Law, Measured, Note, Witness } from './measure'
import { OperationFeed } from './operationGauge'

/** As many of one guarantee are told at most. */
const TOLD_MAX = 20
const CLIENTS_MAX = 1_024

class Broken implements Gauge {
  private readonly judge: Consistency
  private readonly journeys: readonly string[]
  private readonly window: Window
  /** Names of the window's operations that were answered. */
  private readonly names = new Set<number>()

  constructor(
    private readonly figure: FigureOf<'broken'>,
    private readonly bound: number,
    private readonly bench: Bench,
  ) {
    this.judge = bench.consistency
    this.window = bench.window(figure)
    this.journeys = this.judge.ask(figure.journey, figure.guarantee, this.window.toUs)
    new OperationFeed(bench, figure, ({ outcome, client, count }) => {
      if (outcome === 'ok') this.names.add(nameOf(client, count))
    })
  }

  measured(): Measured {
    const verdicts = this.judge.verdicts(this.bench.horizonUs).filter(({ journey }) => this.journeys.includes(journey))
    const found = verdicts.flatMap((verdict) => this.found(verdict)).sort((a, b) => a.atUs - b.atUs)
    const unknown = verdicts.flatMap((verdict) => this.unknown(verdict) ?? [])
    const orMore = unknown.length > 0 || found.length >= TOLD_MAX || (found.length > 0 && this.isFirstOnly)
    const shows = found.at(0) ?? null
    const exceeds = found[Math.floor(Math.max(0, this.bound))] ?? null
    if (found.length > 0) return { now: found.length, orMore, shows, exceeds }
    const { guarantee } = this.figure
    const isTested = verdicts.some(({ standings }) => (standings[guarantee].testedUs ?? Infinity) < this.window.toUs)
    if (unknown.length > 0) return { now: null, lacks: unknown[0] }
    return { now: isTested && this.names.size > 0 ? 0 : null }
  }

  /** Only some of the journey's operations are meant: a breach is told by one of those. */
  private get isPicked(): boolean {
    const { step, kind, shards } = this.figure
    return step !== undefined || kind !== undefined || shards !== undefined
  }
  private get isFirstOnly(): boolean {
    return this.figure.guarantee === 'linearizable'
  }

  private found({ breaches }: JourneyVerdict): Witness[] {
    return breaches.flatMap(({ guarantee, atUs, shortest }): Witness[] => {
      const { client, count, invokedUs } = shortest.operations[shortest.failing]
      const { fromUs, toUs } = this.window
      const isOurs =
        invokedUs >= fromUs && invokedUs < toUs && (!this.isPicked || this.names.has(nameOf(client, count)))
      if (guarantee !== this.figure.guarantee || !isOurs) return []
      return [{ atUs, operation: { client, count }, breach: { guarantee, shortest } }]
    })
  }

  /** Why what happened in the window cannot be known; null: it can. */
  private unknown({ journey, standings }: JourneyVerdict): Witness | null {
    const { unknownUs, unknownWhy, brokenUs } = standings[this.figure.guarantee]
    const note = (code: Note['code'], why: string): Witness => ({
      atUs: this.window.fromUs,
      note: { code, params: { journey, why } },
    })
    if (unknownUs !== null && unknownUs < this.window.toUs) return note('notKnown', unknownWhy ?? '')
    if (brokenUs !== null && this.isFirstOnly && brokenUs < this.window.fromUs) return note('beforeWindow', '')
    return null
  }
}

function nameOf(client: number, count: number): number {
  return count * CLIENTS_MAX + client
}

export const broken: Law<'broken'> = (figure, bound, bench) => new Broken(figure, bound, bench)
