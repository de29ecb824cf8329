/** The words of src/app/trial: the run with a change and without it, over many seeds. */
import type { Command } from '../../../cluster/command'
import type { FigureSummary } from '../../../lab/trial/summary'
import { count, moment } from '../numbers'
import { faults } from './faults'

type Measure = FigureSummary['measure']
type Difference = Pick<FigureSummary, 'measure' | 'difference' | 'halfWidth'>

const MEASURES: Record<Measure, string> = {
  ok: 'succeeded',
  stale: 'stale reads',
  p50: 'p50 latency',
  p95: 'p95 latency',
  p99: 'p99 latency',
  goodput: 'answered in time',
  attempts: 'attempts an operation',
  alerts: 'alerts',
}
const UNITS: Record<Measure, string> = {
  ok: ' %',
  stale: ' %',
  p50: ' ms',
  p95: ' ms',
  p99: ' ms',
  goodput: '/s',
  attempts: '',
  alerts: '',
}
const isShare = (measure: Measure): boolean => measure === 'ok' || measure === 'stale'
const shown = (measure: Measure, value: number): number => (isShare(measure) ? value * 100 : value)
const seeds = (n: number): string => (n === 1 ? 'one seed' : `${n} seeds`)

/** So many decimals that the smallest of these keeps about two digits, at most three. */
function decimals(...values: number[]): number {
  const sizes = values.map(Math.abs).filter((size) => size > 1e-9)
  if (sizes.length === 0) return 0
  return Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(Math.min(...sizes)))))
}
const fixed = (value: number, places: number): string => {
  const text = Math.abs(value).toFixed(places)
  return `${value < 0 && Number(text) !== 0 ? '−' : ''}${text}`
}
const signed = (value: number, places: number): string =>
  value > 0 ? `+${fixed(value, places)}` : fixed(value, places)

/** In so many digits that the difference shows. */
function value({ measure, difference: d }: FigureSummary, figure: number | null): string {
  if (figure === null) return '–'
  const number = shown(measure, figure)
  const apart = d === null || d === 0 ? 0 : decimals(shown(measure, d)) - 1
  const places =
    number === 0 || (number === 100 && isShare(measure)) ? 0 : Math.min(2, Math.max(decimals(number), apart))
  return fixed(number, places) + UNITS[measure]
}
/** −3.1 ± 0.2 ms, +4.1 ± 0.3 points */
function difference({ measure, difference: d, halfWidth }: Difference): string {
  if (d === null) return '–'
  if (d === 0 && !halfWidth) return '0'
  const [by, half] = [shown(measure, d), halfWidth === null ? null : shown(measure, halfWidth)]
  const places = decimals(half === null || half === 0 ? by : half)
  const unit = isShare(measure) ? ' points' : UNITS[measure]
  return `${signed(by, places)}${half === null || half === 0 ? '' : ` ± ${fixed(half, places)}`}${unit}`
}
const journeyOf = (journey: string | null): string => journey ?? 'whole run'
const change = (act: Command | null): string => (act ? `“${faults.did(act)}”` : 'your policies')

export const compare = {
  title: 'With and without',
  open: 'Compare: same seeds, without my change',
  openShort: 'Over 50 seeds',
  openHint: 'Plays the same run with this change and without it under 50 seeds, and shows what differs',
  nothingYet: 'There is nothing to leave out yet: do something to the cluster first, then compare.',
  lead: (act: Command | null, atUs: number): string =>
    `The same run twice for each seed: with ${change(act)} at ${moment(atUs)}, and as if it had never happened. Within a seed both have the same luck, so what differs is its doing.`,
  choices: 'What to compare',
  leaveOut: 'Leave out',
  newest: (act: Command): string => faults.did(act),
  policies: 'all policies',
  seedCount: 'Seeds',
  until: 'Until',
  playhead: (us: number): string => `the playhead (${moment(us)})`,
  after: (us: number): string => `${us / 1e6} s after the change`,
  run: 'Compare',
  again: 'Compare again',
  cancel: 'Cancel',
  progress: 'Seeds played',
  played: (done: number, of: number): string => `${done} of ${of} seeds`,
  firstSeeds: 'Playing the first seeds…',
  cancelled: (done: number, of: number): string =>
    done === 0
      ? 'Cancelled before a seed was played.'
      : `Cancelled after ${done} of ${of} seeds; these figures are over those.`,
  replaced: (n: number): string =>
    `${n === 1 ? 'A worker' : `${n} workers`} crashed; ${n === 1 ? 'its seed was' : 'their seeds were'} played again.`,
  refused: (seed: number, why: string): string => `Seed ${seed} could not be played and is left out: ${why}`,
  crashed: 'it ended its worker twice.',

  /** "Over 50 seeds, “Killed shard-2b” changed dashboard p95 latency from 90 to 317 ms (+227 ± 1.5 ms); …" */
  sentence: (n: number, act: Command | null, rows: readonly FigureSummary[]): string => {
    const over = n === 1 ? 'Over one seed' : `Over ${n} seeds`
    if (rows.length === 0) return `${over}, ${change(act)} made no difference that anybody would notice.`
    const parts = rows.map((row) => {
      const [from, to] = [value(row, row.without), value(row, row.with)]
      const unit = UNITS[row.measure]
      const start = unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from
      return `${row.journey === null ? '' : `${row.journey} `}${MEASURES[row.measure]} from ${start} to ${to} (${difference(row)})`
    })
    return `${over}, ${change(act)} changed ${parts.join('; ')}.`
  },
  span: (fromUs: number, toUs: number): string =>
    `Operations begun from ${moment(fromUs)} to ${moment(toUs)}. Each dot is a seed: with − without. The bar is the 95 % interval of the mean difference (paired t); one interval in twenty misses by chance.`,

  table: 'Figures with and without the change',
  columns: {
    figure: 'Figure',
    without: 'Without',
    with: 'With',
    difference: 'Difference, 95 %',
    agree: 'Seeds',
    strip: 'Seed by seed',
  },
  journey: journeyOf,
  measure: (measure: Measure): string => MEASURES[measure],
  value,
  difference,
  agree: ({ pairs, rose, fell, same }: FigureSummary): string => {
    if (pairs === 0) return '–'
    if (same === pairs) return `${same} same`
    const [n, way] = rose >= fell ? [rose, 'up'] : [fell, 'down']
    return `${n} of ${pairs} ${way}`
  },
  agreeHint: ({ rose, fell, same }: FigureSummary): string => `${rose} rose, ${fell} fell, ${same} stayed the same`,
  strip: (row: FigureSummary): string =>
    `${journeyOf(row.journey)} ${MEASURES[row.measure]}, ${seeds(row.pairs)}: mean difference ${difference(row)}; ${count(row.rose)} rose, ${count(row.fell)} fell, ${count(row.same)} stayed the same`,
  ofSeed: (seed: number, measure: Measure, d: number): string =>
    `seed ${seed}: ${difference({ measure, difference: d, halfWidth: null })}`,

  seed: 'Seed',
  noSeed: 'none',
  openSeed: 'Open its run in the lab',
  openSeedHint: 'The run of this seed with the change, and beside it, dashed, the one without. Your own run is kept.',
  save: 'Save figures (JSON)',
  names: { with: 'with the change', without: 'without it' },
}
