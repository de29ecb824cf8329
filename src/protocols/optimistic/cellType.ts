/**
 * What a store of cells must know of its cells: a cell is an immutable element of a join-semilattice (M. Shapiro et al., "Conflict-free
 * Replicated Data Types", SSS 2011): joining is commutative, associative and idempotent, so replicas that have joined the same
 * updates are equal, in whatever order, and however often, they came.
 */
export interface LocalWrite {
  actor: number
  value: number
  /** Never the same twice. By the wall clock alone, or also later than what the cell has seen. */
  byClock: number
  afterSeen: number
  /** Counts an actor's writes. */
  nth: number
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
  equal(a: C, b: C): boolean
  read(cell: C): Reading
  /** Size in a message. */
  bytes(cell: C): number
  /** Whether neither knows of the other; null where the type has no conflicts to speak of. */
  concurrent: ((a: C, b: C) => boolean) | null
  /** The value that is given up where two cells meet, although whoever wrote the other did not know of it; absent: none ever is. */
  loser?(a: C, b: C): number | null
}
