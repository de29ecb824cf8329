/** What each strip of a row draws: its lines as heights on fixed axes, the same in every row and at every moment. */
import type { SignalErrors, SignalRow } from '../../lab/protocol'
import { FEW_SAMPLES } from '../charts/chartBlock'
import { BAD_SHARE, COUNT, LATENCY, type PlotScale } from '../charts/plotScales'
import type { Token } from '../charts/plotSpecs'
import { words } from '../words'

export interface StripLine {
  name: string
  token: Token
  heights: (number | null)[] // 0 to 1
  hollow?: (number | null)[] // percentiles of few samples
  widthPx: number
  dash?: string
}
export interface Strip {
  id: 'traffic' | 'errors' | 'latency' | 'saturation'
  lines: StripLine[]
  /** What a bucket says, in words. */
  read: (bucket: number) => string
}
const LINES_MOST = 4
const BOLD = 2
const THIN = 1.25
const DASHES = [undefined, '6 3', '2 2', '8 3 2 3']
const TOKENS: Record<SignalErrors['kind'], Token> = {
  late: 'latency',
  ended: 'fault',
  answered: 'fault',
  own: 'fault',
  turnedAway: 'degraded',
  lost: 'ink-2',
}

export function stripsOf(row: SignalRow): Strip[] {
  return [traffic(row), errors(row), latency(row), saturation(row)]
}

type Heights = Pick<PlotScale, 'height'>
const on = (values: readonly number[], scale: Heights): (number | null)[] =>
  values.map((value) => (Number.isNaN(value) ? null : scale.height(value)))
/** 0 to 1. */
const SHARE: Heights = { height: (share) => Math.min(1, share) }

function traffic({ nodes, rate, good }: SignalRow): Strip {
  const w = words().signals.golden
  return {
    id: 'traffic',
    lines: [
      { name: w.lines.asked, token: 'ink-2', heights: on(rate, COUNT), widthPx: THIN },
      {
        name: nodes.length > 0 ? w.lines.served : w.lines.well,
        token: 'availability',
        heights: on(good, COUNT),
        widthPx: BOLD,
      },
    ],
    read: (i) => w.rate(rate[i] ?? 0),
  }
}

function errors({ ended, bad, errors }: SignalRow): Strip {
  const w = words().signals.golden
  const share = (counts: readonly number[]): number[] =>
    counts.map((n, i) => (ended[i] > 0 ? Math.min(1, n / ended[i]) : n > 0 ? 1 : NaN))
  const shown = errors.slice(0, errors.length > LINES_MOST ? LINES_MOST - 1 : LINES_MOST)
  const rest = errors.slice(shown.length)
  const lines = shown.map(({ kind, cause, counts }, k): StripLine => {
    return {
      name: w.cause(kind, cause),
      token: TOKENS[kind],
      heights: on(share(counts), BAD_SHARE),
      widthPx: k === 0 ? BOLD : THIN,
      dash: DASHES[k],
    }
  })
  if (rest.length > 0) {
    const counts = ended.map((_, i) => rest.reduce((sum, row) => sum + row.counts[i], 0))
    lines.push({ name: w.lines.others, token: 'ink-3', heights: on(share(counts), BAD_SHARE), widthPx: THIN })
  }
  return { id: 'errors', lines, read: (i) => w.share(bad[i] ?? NaN) }
}

function latency(row: SignalRow): Strip {
  const w = words().signals.golden
  const line = (name: string, values: readonly number[], widthPx: number, dash?: string): StripLine => {
    const heights = on(values, LATENCY)
    const isFew = (i: number): boolean => row.samples[i] < FEW_SAMPLES
    return {
      name,
      token: 'latency',
      heights: heights.map((height, i) => (isFew(i) ? null : height)),
      hollow: heights.map((height, i) => (isFew(i) ? height : null)),
      widthPx,
      dash,
    }
  }
  return {
    id: 'latency',
    lines: [line('p99', row.p99Us, BOLD), line('p95', row.p95Us, THIN, '6 3'), line('p50', row.p50Us, THIN)],
    read: (i) => w.quantiles(row.p50Us[i], row.p95Us[i], row.p99Us[i], row.samples[i] < FEW_SAMPLES),
  }
}

function saturation({ nodes, full, queue, queueLimit }: SignalRow): Strip {
  const w = words().signals.golden
  if (nodes.length === 0) {
    const lines: StripLine[] = [
      { name: w.lines.underWay, token: 'consistency', heights: on(full, COUNT), widthPx: BOLD },
    ]
    return { id: 'saturation', lines, read: (i) => w.underWay(full[i] || 0) }
  }
  const lines: StripLine[] = [
    { name: w.lines.busy, token: 'consistency', heights: on(full, SHARE), widthPx: BOLD },
    {
      name: w.lines.queue,
      token: 'degraded',
      heights:
        queueLimit > 0
          ? on(
              queue.map((depth) => depth / queueLimit),
              SHARE,
            )
          : on(queue, COUNT),
      widthPx: THIN,
      dash: '6 3',
    },
  ]
  return { id: 'saturation', lines, read: (i) => w.busy(full[i], queue[i] ?? 0, queueLimit) }
}
