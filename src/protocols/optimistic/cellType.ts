/**
 * What a store of cells must know of its cells: a cell is an immutable element of a join-semilattice (M. Shapiro et al., "Conflict-free
 * Replicated Data Types", SSS 2011): joining is commutative, associative and idempotent, so replicas that have joined the same
 * updates are equal, in whatever order, and however often, they came.
 */
import type { MergeAnswer, MergeContext } from '../../decisions/faultline'

export interface LocalWrite {
  actor: number
  value: number
  /** Never the same twice. By the wall clock alone, or also later than what the cell has seen. */
  byClock: number
  afterSeen: number
  /** Counts an actor's writes. */
  nth: number
}
/** What somebody may choose among where cells meet: two or more values, ascending by stamp. */
export interface Choice {
  readonly met: readonly { readonly value: number; readonly stamp: number; readonly isMine: boolean }[]
  readonly keepsSiblings: boolean
  readonly areConcurrent: boolean
  /** What the type does by itself. */
  readonly builtIn: (context: MergeContext) => MergeAnswer
}
/** Index of the value that stays, or 'all'. */
export type Choose = (choice: Choice) => MergeAnswer
/** `lost`: values that are given up; null: those of `loser`. */
export interface Chosen<C> {
  readonly cell: C
  readonly lost: readonly number[] | null
}
/** What a read is told. `version` grows with every update included; for the judge of staleness (telemetry/staleness.ts). */
export interface Reading {
  value: number
  version: number
}
export interface CellType<C> {
  /** A write at this replica: the cell afterwards, the part of it that others lack, and the write's own version. */
  write(cell: C | null, write: LocalWrite): { cell: C; delta: C; version: number }
  join(a: C, b: C): C
  /**
   * The same where somebody may choose what stays of values of which neither cell is known to include the other's; a cell that includes
   * the other is what stays. `mine`: held already; `choose` null: nobody but the type does. Absent: there is nothing to choose.
   */
  settle?(mine: C, came: C, choose: Choose | null): Chosen<C>
  equal(a: C, b: C): boolean
  read(cell: C): Reading
  /** Size in a message. */
  bytes(cell: C): number
  /** Whether neither knows of the other; null where the type has no conflicts to speak of. */
  concurrent: ((a: C, b: C) => boolean) | null
  /** The value that is given up where two cells meet, although whoever wrote the other did not know of it; absent: none ever is. */
  loser?(a: C, b: C): number | null
}
