/**
 * What a cycle's form breaks beyond its kind: G-update, where at most one of its transactions only read (Adya 1999, PL-3U); a
 * fractured read, where one saw part of another and missed the rest (Bailis et al., SIGMOD 2014); a long fork, where every
 * missed write follows a read of another's (Cerone, Bernardi and Gotsman, CONCUR 2015).
 */
import type { Cycle } from './cycles'
import { RW, WR, type DependencyEdges } from './dependencyGraph'
import type { Transaction } from './transaction'

/** Codes; none for cycles that need the order of processes or of real time. */
export function shapesOf(
  { flavour, edges: cycle }: Cycle,
  edges: DependencyEdges,
  all: readonly Transaction[],
): string[] {
  const labels = cycle.map((edge) => edges.label[edge])
  const missed = labels.filter((label) => label === RW).length
  if (flavour !== '' || missed === 0) return []
  const onlyReads = cycle.filter((edge) => all[edges.from[edge]].micros.every(({ isRead }) => isRead)).length
  const afterReads = labels.every((label, i) => label !== RW || labels.at(i - 1) === WR)
  return [
    ...(onlyReads <= 1 ? ['G-update'] : []),
    ...(afterReads && labels.length === 2 ? ['fractured-read'] : []),
    ...(afterReads && missed > 1 ? ['long-fork'] : []),
  ]
}
