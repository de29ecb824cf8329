/** The words of src/app/charts: charts, timeline, effect card, list of operations. */
import type { Command } from '../../../cluster/command'
import type { Effect, OperationRow } from '../../../lab/protocol'
import { count, duration, exact, moment, percent } from '../numbers'
import { faults } from './faults'

type Measure = Effect['rows'][number]['measure']

/** A moment in as many digits as a mark every `stepUs` needs: 31 s, 31.2 s, 31.204 s, 1:05, 2:10:00. */
function mark(us: number, stepUs: number): string {
  const seconds = us / 1e6
  const decimals = stepUs >= 1e6 ? 0 : Math.min(6, Math.ceil(-Math.log10(stepUs / 1e6)))
  if (seconds < 120) return `${seconds.toFixed(decimals)} s`
  const rest = (seconds % 60).toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}

/** A moment to a tenth of a second: 31.2 s. */
const roughly = (us: number): string => mark(Math.round(us / 1e5) * 1e5, 1e5)

function figure(measure: Measure, value: number): string {
  return measure === 'p99' ? duration(value) : percent(value)
}

const causes: Record<string, string> = {
  deadline: 'deadline passed',
  timeout: 'timed out',
  overloaded: 'overloaded',
  refused: 'refused',
  noQuorum: 'no quorum',
  dependencyError: 'dependency failed',
  breakerOpen: 'breaker open',
  crashed: 'node crashed',
  unreachable: 'unreachable',
  bulkheadFull: 'no free place for the call',
  limitReached: 'too many calls under way',
  rateLimited: 'more calls a second than allowed',
  throttled: 'held back by the caller, for too many were refused',
  budgetEmpty: 'retry budget used up',
  retriesThrottled: 'retries throttled',
  attemptsUsed: 'no attempts left',
  switchedOff: 'switched off',
  calledOff: 'called off',
}

export const charts = {
  predicted: 'Your curve, dotted, over what happened',
  region: 'Charts',
  percent,
  duration,
  count,
  mark,

  titles: {
    staleReads: 'Stale reads',
    staleAge: 'Oldest stale read',
    behind: 'Replicas apart',
    succeeded: 'Succeeded',
    outcomes: (journey: string) => `Not ok: ${journey}`,
    latency: 'p99 latency',
  },
  explained: {
    staleReads: 'Share of reads that missed a write acknowledged before they began',
    staleAge: 'How long ago the first write that a read missed had been acknowledged, the worst in each interval',
    behind: 'Keys whose replicas differ, and the most writes that one read missed',
    succeeded: 'Share of operations answered ok within their deadline',
    outcomes: 'Share of operations by how they ended, ok left out',
    latency: '99 of 100 operations were answered faster than this',
  },
  series: {
    all: 'all',
    age: 'age',
    diverged: 'keys apart',
    missed: 'writes missed',
    failed: 'failed',
    unknown: 'unknown',
    late: 'late',
    degraded: 'degraded',
    p50: 'p50',
    p95: 'p95',
    p99: 'p99',
  },
  objective: (value: string) => `objective ${value}`,
  without: 'without it',
  reading: (label: string, value: string) => `${label} ${value}`,
  noValue: '–',
  more: (title: string) => `${title}: show more`,
  less: (title: string) => `${title}: show less`,
  window: 'Length of time shown',
  windowAuto: 'Auto window',
  windowOf: (us: number) => `Last ${duration(us)}`,
  showTable: 'As table',
  showCharts: 'As charts',
  tableCaption: 'The charts as numbers, newest first',
  time: 'Time',
  scrub: 'Moment read off the charts',
  scrubHint: 'Arrow keys move it, Enter lists the operations behind it',
  scrubAt: (us: number, readings: string) => `${roughly(us)}: ${readings}`,
  summary: (title: string, value: string, low: string, high: string) =>
    `${title}: now ${value}; between ${low} and ${high} in this window`,
  summaryEmpty: (title: string) => `${title}: no data in this window yet`,
  fewSamples: 'hollow: fewer than 20 samples',

  timeline: {
    region: 'Timeline',
    playhead: 'Playhead',
    at: (us: number, endUs: number) => `${roughly(us)} of ${roughly(endUs)}`,
    beyond: 'not run yet',
    trunk: 'main',
    branch: (id: number, forkAtUs: number) => `branch ${id}, from ${roughly(forkAtUs)}`,
    short: (id: number) => `branch ${id}`,
    menu: (name: string) => `${name}: show, compare, rename, remove`,
    show: 'Show this branch',
    compare: 'Compare with it',
    stopComparing: 'Stop comparing',
    name: 'Name',
    rename: 'Rename',
    remove: 'Remove',
    folded: (n: number) => `${n} more`,
    fold: 'Fold',
    compared: 'compared',
    mark: (command: Command, atUs: number) => `${faults.did(command)} at ${roughly(atUs)}`,
  },

  effect: {
    region: 'What it did',
    title: (command: Command, atUs: number) => `${faults.did(command)} at ${roughly(atUs)}`,
    against: 'against the same seed without it',
    close: 'Close',
    measure: { stale: 'stale reads', ok: 'succeeded', p99: 'p99 latency' } satisfies Record<Measure, string>,
    /** stale reads 0 → 12 % */
    change: (measure: Measure, before: number, after: number): string => {
      const [from, to] = [figure(measure, before), figure(measure, after)]
      const unit = to.slice(to.lastIndexOf(' '))
      return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} → ${to}`
    },
    unchanged: (journeys: string[]) => `${journeys.join(', ')} unchanged`,
    moreChanged: (n: number) => (n === 1 ? 'one more figure changed' : `${n} more figures changed`),
    allUnchanged: 'Nothing changed for anybody so far.',
    untold: (journeys: string[]) => `${journeys.join(', ')}: nobody asked yet`,
    operations: (journey: string, measure: Measure) =>
      `Operations behind it: ${journey}, ${{ stale: 'stale reads', ok: 'not ok', p99: 'slow' }[measure]}`,
  },

  operations: {
    title: 'Operations',
    between: (fromUs: number, toUs: number) => `${moment(fromUs)} to ${moment(toUs)}`,
    close: 'Close',
    journey: 'Journey',
    everyJourney: 'every journey',
    only: 'Show',
    kinds: { all: 'all', failed: 'not ok', stale: 'stale', slow: 'slow' },
    columns: { time: 'Time', journey: 'Journey', what: 'What', took: 'Took', outcome: 'Outcome', stale: 'Read' },
    what: (row: OperationRow): string => {
      const subject =
        row.kind === 'read' || row.kind === 'write'
          ? ` key ${row.key}`
          : row.kind === 'submit'
            ? ' a job'
            : row.kind === 'transfer'
              ? ` from account ${row.key} to ${row.value}`
              : ''
      return row.kind + subject
    },
    cause: (cause: string): string => causes[cause] ?? cause,
    outcome: (outcome: OperationRow['outcome'], cause: string): string => {
      const name = { ok: 'ok', fail: 'failed', info: 'unknown', open: 'still open' }[outcome]
      return causes[cause] ? `${name}, ${causes[cause]}` : name
    },
    degraded: 'degraded',
    attempts: (n: number) => (n === 1 ? '' : `${n} attempts`),
    took: (us: number) => duration(us),
    stale: (us: number, missedWrites: number): string => {
      if (Number.isNaN(us)) return ''
      return us === 0 ? 'fresh' : `${duration(us)} old, missed ${exact(missedWrites)}`
    },
    open: (row: OperationRow, journey: string) => `Trace of the ${journey} ${row.kind} at ${moment(row.invokedUs)}`,
    none: 'No such operations in this stretch.',
    loading: 'Looking them up…',
    failed: 'They could not be looked up. Close the list and try again.',
    capped: (n: number) => `The first ${n} are listed.`,
  },
}
