/** The latest operations on one key as bars, in the letters of its values: the first write is A, the second B, and so on. */
import type { OperationRow } from '../../lab/protocol'
import { lettersOf, type WitnessBar } from './witnessPicture'

const BARS_MAX = 12

export interface LatestBar {
  row: OperationRow
  letter: string
  bar: WitnessBar
}

/**
 * `rows`: by invocation. The key is that of the last read; null where nothing was read. Writes are lettered in the order in which they were
 * asked for, so that a letter stays the same however the run goes on.
 */
export function latestBars(rows: readonly OperationRow[], nothing: string): { key: number; bars: LatestBar[] } | null {
  const last = rows.findLast(({ kind }) => kind === 'read')
  if (!last) return null
  const ofKey = rows.filter(({ kind, key }) => key === last.key && (kind === 'read' || kind === 'write'))
  const written = ofKey.flatMap(({ kind, value }) => (kind === 'write' ? [value] : []))
  const letterOf = lettersOf([...written, ...ofKey.map(({ value }) => value)], nothing)
  const bars = ofKey.slice(-BARS_MAX).map((row): LatestBar => {
    const { kind, value, outcome, invokedUs, returnedUs } = row
    const said = kind === 'write' || outcome === 'ok' ? letterOf(value) : '?'
    const isOpen = outcome === 'open' || outcome === 'info'
    const bar: WitnessBar = {
      process: kind,
      label: said,
      from: invokedUs,
      to: isOpen ? NaN : returnedUs,
      matters: false,
      failing: false,
      open: isOpen,
    }
    return { row, letter: said, bar }
  })
  return { key: last.key, bars }
}
