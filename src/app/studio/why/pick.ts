/** Which of the decisions that were found is the one that was asked about. */
import type { DecisionRow } from '../../../lab/protocol'
import type { DecisionsAsked } from '../studioStore'

/** −1: none of them is. `isKin`: whether two nodes are of one group. */
export function pick(
  rows: readonly DecisionRow[],
  { node, called, contracts, atUs }: DecisionsAsked,
  isKin: (a: number, b: number) => boolean,
): number {
  if (rows.length === 0 || atUs === null) return -1
  const last = (fits: (row: DecisionRow) => boolean): number =>
    rows.findLastIndex((row) => row.atUs <= atUs && (node === null || row.node === node) && fits(row))
  const calls = (row: DecisionRow): boolean => called === null || (row.called >= 0 && isKin(row.called, called))
  const tries: ((row: DecisionRow) => boolean)[] =
    contracts.length > 0
      ? [(row) => contracts.includes(row.contract) && calls(row), (row) => contracts.includes(row.contract)]
      : [(row) => row.atUs === atUs && calls(row), (row) => row.atUs === atUs, () => true]
  for (const fits of tries) {
    const found = last(fits)
    if (found >= 0) return found
  }
  return -1
}
