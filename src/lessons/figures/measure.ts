/**
 * What a figure tells of a run, and of which operation or moment: a condition's witness is chosen among these, so that the page can open the
 * seed there. Moments are virtual times in microseconds.
 */
import type { Breach } from '../../lab/judging/verdict'
import type { OperationFacts } from '../../telemetry'
import type { Figure } from '../figures'
import type { Bench } from './bench'

export interface Witness {
  atUs: number
  /** Names the operation for its trace. */
  operation?: { client: number; count: number }
  /** What is to be seen, where no operation tells it by itself. */
  note?: Note
  /** The fewest operations that show it, where the judge of consistency found it. */
  breach?: Pick<Breach, 'guarantee' | 'shortest'>
}
/**
 * `nothing`: no operation gave the figure; `notKnown` { why }: the judge could not tell; `beforeWindow`: it was broken before, and what is
 * ordered after a first breach is not judged; `node` { node }; `shard` { shard }; `code` { code, … }: of a breach of an invariant.
 */
export interface Note {
  code: 'nothing' | 'notKnown' | 'beforeWindow' | 'node' | 'shard' | 'code' | 'moving' | 'notMitigated'
  params: Record<string, string | number>
}

export interface Measured {
  /** Null: no operation gave it, or it cannot be known. */
  now: number | null
  /** There may be more than is known: never at most anything. */
  orMore?: boolean
  /** The first that counts for it. */
  shows?: Witness | null
  /** What takes it beyond an upper bound. */
  exceeds?: Witness | null
  /** The first that keeps it from being more. */
  lacks?: Witness | null
}
/** A figure while its run is played: it listens on its bench to what it needs, and nothing else is done for it. */
export interface Gauge {
  /** Once, when the run has come to its horizon. */
  measured(): Measured
}
export type FigureName = Figure['figure']
/** The figure of that name; of several names, what all of them may say. */
export type FigureOf<N extends FigureName, F = Figure> = F extends { figure: FigureName }
  ? [F['figure'] & N] extends [never]
    ? never
    : F & { figure: N }
  : never
/** `bound`: what an upper bound would be, so that what exceeds it can be told. */
export type Law<N extends FigureName = FigureName> = (figure: FigureOf<N>, bound: number, bench: Bench) => Gauge

/** An operation as a witness: the moment of its return; of one that never returned, of its invocation. */
export function witnessOf({ client, count, invokedUs, returnedUs }: OperationFacts): Witness {
  return { atUs: Number.isNaN(returnedUs) ? invokedUs : returnedUs, operation: { client, count } }
}
