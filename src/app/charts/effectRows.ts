/**
 * What an act did, as the effect card tells it: changed figures first, the worst at the top, and by name what stayed as it
 * was. Differences that nobody feels (see objectives.ts; a fifth of a latency) count as unchanged, and are said to be.
 */
import type { Effect } from '../../lab/protocol'
import { FELT } from '../felt'

type Row = Effect['rows'][number]
export interface EffectSummary {
  changed: Row[]
  /** Journeys in which no figure changed. */
  unchanged: string[]
  /** Journeys that nobody has asked for since the act. */
  untold: string[]
}

const LATENCY_NOISE = 1.2

export function summariseEffect(rows: Row[]): EffectSummary {
  const changed = rows.filter(hasChanged).sort((a, b) => weight(b) - weight(a))
  const journeys = [...new Set(rows.map((row) => row.journey))]
  const still = journeys.filter((journey) => !changed.some((row) => row.journey === journey))
  const told = (journey: string) => rows.some((row) => row.journey === journey && isTold(row))
  return { changed, unchanged: still.filter(told), untold: still.filter((journey) => !told(journey)) }
}

const isTold = (row: Row): boolean => !Number.isNaN(row.with) && !Number.isNaN(row.without)

function hasChanged(row: Row): boolean {
  if (!isTold(row)) return false
  const difference = Math.abs(row.with - row.without)
  if (row.measure === 'stale') return difference > FELT.staleShare
  if (row.measure === 'ok') return difference > 1 - FELT.okShare
  return row.with >= row.without * LATENCY_NOISE || row.without >= row.with * LATENCY_NOISE
}

/** How much a change matters: shares in percentage points, latency in doublings counted as five points each. */
function weight(row: Row): number {
  if (row.measure !== 'p99') return Math.abs(row.with - row.without) * 100
  return Math.abs(Math.log2(row.with / row.without)) * 5
}

/** Whether the change is for the worse. */
export function isWorse(row: Row): boolean {
  return row.measure === 'ok' ? row.with < row.without : row.with > row.without
}
