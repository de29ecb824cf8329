/** Which figures of a trial are told first: those that differ by more than chance and by more than nobody would feel. */
import type { FigureSummary } from '../../lab/trial/summary'

/** Differences that weigh less are not told in the sentence. */
const FELT = 0.5
const MOST = 3

/** The interval leaves out zero; of one seed, that there is a difference. */
export function isClear({ difference, halfWidth, pairs }: FigureSummary): boolean {
  if (difference === null || difference === 0) return false
  return halfWidth === null ? pairs === 1 : Math.abs(difference) > halfWidth
}
/** Whether the change is for the worse. */
export function isWorse({ measure, difference }: FigureSummary): boolean {
  const better = measure === 'ok' || measure === 'goodput' ? 1 : -1
  return (difference ?? 0) * better < 0
}

/** The heaviest clear differences, of each journey's latency and of its success only the heaviest. */
export function told(figures: readonly FigureSummary[]): FigureSummary[] {
  const heavy = figures
    .filter((figure) => isClear(figure) && weightOf(figure) >= FELT)
    .sort((a, b) => weightOf(b) - weightOf(a))
  const first = (figure: FigureSummary): boolean => heavy.find((other) => subject(other) === subject(figure)) === figure
  return heavy.filter(first).slice(0, MOST)
}

const SUBJECTS: Record<FigureSummary['measure'], string> = {
  ok: 'success',
  goodput: 'success',
  stale: 'stale',
  p50: 'latency',
  p95: 'latency',
  p99: 'latency',
  attempts: 'attempts',
  alerts: 'alerts',
}
const subject = ({ journey, measure }: FigureSummary): string => `${journey} ${SUBJECTS[measure]}`

/** In points of a hundred for shares, doublings counted as five for the rest. */
function weightOf({ measure, without, with: happened, difference }: FigureSummary): number {
  if (measure === 'ok' || measure === 'stale') return Math.abs(difference ?? 0) * 100
  if (measure === 'alerts') return Math.abs(difference ?? 0) * 5
  if (!without || !happened) return 5
  return Math.abs(Math.log2(happened / without)) * 5
}
