/**
 * What each chart draws, as data: one bold series by default, more on expanding. A chart is one or more plots (a plot has
 * one vertical axis); the first plot of a chart carries its title, its objective and the branch laid beside it.
 */
import type { ObjectiveLines } from '../objectives'
import { words } from '../words'
import { diverged, missed, percentile, share, staleAge, staleRatio, type Measure } from './chartBlock'
import { AGE, BAD_SHARE, COUNT, GOOD_SHARE, LATENCY, type PlotScale } from './plotScales'

export type ChartId = 'consistency' | 'availability' | 'latency'
export const CHART_IDS: ChartId[] = ['consistency', 'availability', 'latency']

export type Token = 'consistency' | 'availability' | 'latency' | 'fault' | 'degraded' | 'ink-2' | 'ink-3'
export interface SeriesSpec {
  name: string
  measure: Measure
  group: number // 0: everybody, 1 + j: journey j
  token: Token
  widthPx: number
  dash?: number[]
  quiet?: boolean // without a label while it is zero
  hollow?: Measure // drawn as hollow points where `measure` has a gap
}
export interface PlotSpec {
  id: string
  chart: ChartId
  title: string
  explained: string
  scale: PlotScale
  series: SeriesSpec[] // the first is the one that the reading shows
  objective: number | null
  first: boolean // the chart's own plot; the rest are its details
}

export function plotSpecs(expanded: ChartId | null, journeys: string[], objectives: ObjectiveLines): PlotSpec[] {
  return [
    ...consistency(expanded === 'consistency', journeys, objectives),
    ...availability(expanded === 'availability', journeys, objectives),
    ...latency(expanded === 'latency', objectives),
  ]
}

const BOLD = 2
const THIN = 1.25
const DASHES: (number[] | undefined)[] = [undefined, [6, 3], [2, 2], [8, 3, 2, 3]]

function perJourney(journeys: string[], measure: Measure, token: Token): SeriesSpec[] {
  return journeys.map((name, j) => ({ name, measure, group: 1 + j, token, widthPx: THIN, dash: DASHES[j % 4] }))
}

function consistency(more: boolean, journeys: string[], objectives: ObjectiveLines): PlotSpec[] {
  const { titles, explained, series } = words().charts
  const chart = 'consistency'
  const stale: PlotSpec = {
    id: 'staleReads',
    chart,
    title: titles.staleReads,
    explained: explained.staleReads,
    scale: BAD_SHARE,
    series: [{ name: series.all, measure: staleRatio, group: 0, token: chart, widthPx: BOLD }],
    objective: objectives.staleShare,
    first: true,
  }
  if (!more) return [stale]
  stale.series.push(...perJourney(journeys, staleRatio, chart))
  const detail = { chart, objective: null, first: false } as const
  return [
    stale,
    {
      ...detail,
      id: 'staleAge',
      title: titles.staleAge,
      explained: explained.staleAge,
      scale: AGE,
      series: [{ name: series.age, measure: staleAge, group: 0, token: 'degraded', widthPx: BOLD }],
    },
    {
      ...detail,
      id: 'behind',
      title: titles.behind,
      explained: explained.behind,
      scale: COUNT,
      series: [
        { name: series.diverged, measure: diverged, group: 0, token: chart, widthPx: BOLD },
        { name: series.missed, measure: missed, group: 0, token: 'degraded', widthPx: THIN },
      ],
    },
  ]
}

function availability(more: boolean, journeys: string[], objectives: ObjectiveLines): PlotSpec[] {
  const { titles, explained, series } = words().charts
  const chart = 'availability'
  const ok: PlotSpec = {
    id: 'succeeded',
    chart,
    title: titles.succeeded,
    explained: explained.succeeded,
    scale: GOOD_SHARE,
    series: [{ name: series.all, measure: share('ok'), group: 0, token: chart, widthPx: BOLD }],
    objective: objectives.okShare,
    first: true,
  }
  if (!more) return [ok]
  ok.series.push(...perJourney(journeys, share('ok'), chart))
  const outcomes = journeys.map((journey, j): PlotSpec => {
    const group = 1 + j
    return {
      id: `outcomes-${journey}`,
      chart,
      title: titles.outcomes(journey),
      explained: explained.outcomes,
      scale: BAD_SHARE,
      series: [
        { name: series.failed, measure: share('failed'), group, token: 'fault', widthPx: BOLD, quiet: true },
        { name: series.unknown, measure: share('unknown'), group, token: 'ink-2', widthPx: THIN, quiet: true },
        { name: series.late, measure: share('late'), group, token: 'latency', widthPx: THIN, quiet: true },
        {
          name: series.degraded,
          measure: share('degraded'),
          group,
          token: 'degraded',
          widthPx: THIN,
          dash: [6, 3],
          quiet: true,
        },
      ],
      objective: null,
      first: false,
    }
  })
  return [ok, ...outcomes]
}

function latency(more: boolean, objectives: ObjectiveLines): PlotSpec[] {
  const { titles, explained, series } = words().charts
  const line = (name: string, column: 'p50Us' | 'p95Us' | 'p99Us', widthPx: number, dash?: number[]): SeriesSpec => ({
    name,
    measure: percentile(column),
    hollow: percentile(column, true),
    group: 0,
    token: 'latency',
    widthPx,
    dash,
  })
  const lines = [line(series.p99, 'p99Us', BOLD)]
  if (more) lines.push(line(series.p95, 'p95Us', THIN, [6, 3]), line(series.p50, 'p50Us', THIN))
  return [
    {
      id: 'latency',
      chart: 'latency',
      title: titles.latency,
      explained: explained.latency,
      scale: LATENCY,
      series: lines,
      objective: objectives.p99Us,
      first: true,
    },
  ]
}
