/**
 * One plot: a uPlot instance whose scales never move by themselves. uPlot draws lines, gaps, points and the vertical axis;
 * the objective, the shaded difference between two branches and the labels at the lines' ends are drawn in its hooks.
 */
import uPlot from 'uplot'
import { words } from '../words'
import type { ChartCopy, Now } from './chartBlock'
import { textToken, type Palette } from './palette'
import { isZero, lastOf, lonely, PlotData, type Heights } from './plotData'
import { fittingTicks } from './plotScales'
import type { PlotSpec } from './plotSpecs'
import { formatter } from './readings'
import { shortened, spreadLabels, type Label } from './spreadLabels'

export const AXIS_PX = 48
const PAD_PX = 8
const TICKS_APART_PX = 18
const LABEL_GAP_PX = 12

export interface PlotFrame {
  fromUs: number
  toUs: number
  now: Now
  besideNow: Now
  besideName: string // what the dashed line is
}

export class Plot {
  private readonly data: PlotData
  private readonly chart: uPlot
  private besideName = ''
  private ticks: number[] = []

  constructor(
    host: HTMLElement,
    readonly spec: PlotSpec,
    private readonly palette: Palette,
    private readonly gutterPx: number,
  ) {
    this.data = new PlotData(spec)
    this.chart = new uPlot(this.options(), this.data.columns(), host)
  }

  resize(width: number, height: number): void {
    const heightPx = height - 2 * PAD_PX
    this.ticks = fittingTicks(this.spec.scale, heightPx, TICKS_APART_PX)
    this.chart.setSize({ width, height })
  }

  draw(block: ChartCopy, frame: PlotFrame): void {
    this.besideName = frame.besideName
    this.data.fill(block, frame.now, frame.besideNow)
    this.chart.setData(this.data.columns(), false)
    this.chart.setScale('x', { min: frame.fromUs, max: frame.toUs })
  }

  /** The plotting area within the host, in CSS px. */
  area(): { left: number; width: number } {
    const { left, width } = this.chart.bbox
    return { left: left / devicePixelRatio, width: width / devicePixelRatio }
  }

  destroy(): void {
    this.chart.destroy()
  }

  private options(): uPlot.Options {
    const format = formatter(this.spec)
    const colour = (token: Parameters<Palette['colour']>[0]) => () => this.palette.colour(token)
    const lines = this.spec.series.map((s): uPlot.Series => ({
      stroke: colour(s.token),
      width: s.widthPx,
      dash: s.dash,
      spanGaps: false,
      points: {
        show: true,
        size: 4,
        fill: colour(s.token),
        filter: (u, i) => lonely(u.data[i] as Heights),
      },
    }))
    const hollows = this.spec.series.map((s): uPlot.Series => ({
      stroke: colour(s.token),
      width: 0,
      paths: () => null,
      points: { show: s.hollow !== undefined, size: 6, width: 1.25, stroke: colour(s.token), fill: colour('paper') },
    }))
    const beside: uPlot.Series = {
      stroke: colour(this.spec.series[0].token),
      width: 1.25,
      dash: [4, 4],
      points: { show: false },
    }
    return {
      width: 100,
      height: 50,
      legend: { show: false },
      cursor: { show: false },
      padding: [PAD_PX, this.gutterPx, PAD_PX, 0],
      scales: { x: { time: false, auto: false }, y: { auto: false, range: [0, 1] } },
      axes: [
        { show: false },
        {
          size: AXIS_PX,
          gap: 6,
          font: this.palette.font,
          stroke: colour('ink-3'),
          grid: { stroke: colour('line'), width: 1 },
          ticks: { show: false },
          splits: () => this.ticks.map((tick) => this.spec.scale.height(tick)),
          values: () => this.ticks.map(format),
        },
      ],
      series: [{}, ...lines, ...hollows, beside],
      hooks: { drawClear: [(u) => this.drawUnder(u)], draw: [(u) => this.drawLabels(u)] },
    }
  }

  private drawUnder(u: uPlot): void {
    if (u.bbox.width <= 0) return
    const { ctx } = u
    if (this.spec.objective !== null) {
      const y = u.valToPos(this.spec.scale.height(this.spec.objective), 'y', true)
      ctx.save()
      ctx.strokeStyle = this.palette.colour('ink-3')
      ctx.lineWidth = devicePixelRatio
      ctx.setLineDash([devicePixelRatio, 3 * devicePixelRatio])
      ctx.beginPath()
      ctx.moveTo(u.bbox.left, y)
      ctx.lineTo(u.bbox.left + u.bbox.width, y)
      ctx.stroke()
      ctx.restore()
    }
    this.shadeDifference(u)
  }

  /** Fills between the two branches' lines, one trapezium for each pair of neighbouring buckets that both know. */
  private shadeDifference(u: uPlot): void {
    const { xs, beside } = this.data
    const line = this.data.lines[0]
    const { ctx, bbox } = u
    ctx.save()
    ctx.beginPath()
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
    ctx.clip()
    ctx.fillStyle = this.palette.colour(`${this.spec.series[0].token}-tint`)
    ctx.beginPath()
    for (let i = 1; i < xs.length; i++) {
      const [a, b, c, d] = [line[i - 1], line[i], beside[i], beside[i - 1]]
      if (a === null || b === null || c === null || d === null || (a === d && b === c)) continue
      const left = u.valToPos(xs[i - 1], 'x', true)
      const right = u.valToPos(xs[i], 'x', true)
      ctx.moveTo(left, u.valToPos(a, 'y', true))
      ctx.lineTo(right, u.valToPos(b, 'y', true))
      ctx.lineTo(right, u.valToPos(c, 'y', true))
      ctx.lineTo(left, u.valToPos(d, 'y', true))
      ctx.closePath()
    }
    ctx.fill()
    ctx.restore()
  }

  private drawLabels(u: uPlot): void {
    const { ctx, bbox } = u
    const labels = this.labels(u)
    const ratio = devicePixelRatio
    ctx.save()
    ctx.font = this.palette.font.replace('12px', `${12 * ratio}px`)
    ctx.textBaseline = 'middle'
    ctx.textAlign = 'left'
    const placed = spreadLabels(labels, bbox.top, bbox.top + bbox.height, LABEL_GAP_PX * ratio)
    const room = (this.gutterPx - 6) * ratio
    for (const label of placed) {
      ctx.fillStyle = label.colour
      ctx.fillText(
        shortened(label.text, (text) => ctx.measureText(text).width <= room),
        bbox.left + bbox.width + 6 * ratio,
        label.y,
      )
    }
    ctx.restore()
  }

  private labels(u: uPlot): Label[] {
    const { charts } = words()
    const labels: Label[] = []
    const add = (text: string, height: number | null, colour: string) => {
      if (height !== null) labels.push({ text, colour, y: u.valToPos(height, 'y', true) })
    }
    if (this.spec.series.length > 1) {
      this.spec.series.forEach((s, k) => {
        const end = lastOf(this.data.lines[k]) ?? lastOf(this.data.hollows[k])
        if (s.quiet && isZero(this.data.lines[k])) return
        add(s.name, end, this.palette.colour(textToken(s.token)))
      })
    }
    if (this.spec.first) {
      add(this.besideName, lastOf(this.data.beside), this.palette.colour(textToken(this.spec.series[0].token)))
    }
    if (this.spec.objective !== null && this.spec.series.length === 1) {
      const value = formatter(this.spec)(this.spec.objective)
      const text = this.gutterPx > 80 ? charts.objective(value) : value
      add(text, this.spec.scale.height(this.spec.objective), this.palette.colour('ink-3'))
    }
    return labels
  }
}
