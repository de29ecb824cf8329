/**
 * Paints the charts outside React: listens to frames, keeps the last block, and redraws at most fifteen times a second,
 * inside the animation callback that publishes the frame. Readings in words change at most four times a second, the
 * sentences for who cannot see the picture once.
 */
import type { Frame } from '../../lab/protocol'
import { frames, useLab, useView } from '../store'
import { words } from '../words'
import { Backdrop } from './backdrop'
import { ChartCopy, type Now } from './chartBlock'
import { plotSurface } from './chartRequest'
import { Palette } from './palette'
import { Plot } from './plot'
import type { PlotSpec } from './plotSpecs'
import { bucketRead, lastTold, reading, summary, valueAt } from './readings'
import { besideName, faultBandsNow, knownNow, visibleNow } from './shownRun'

const DRAW_MS = 66
const READ_MS = 250
const SUMMARY_MS = 1000

/** Where the painter puts what it draws; one host and one reading for each plot. */
export interface Surfaces {
  stack: HTMLElement
  backdrop: HTMLCanvasElement
  crosshair: HTMLElement
  playhead: HTMLElement
  scrub: HTMLElement
  hosts: HTMLElement[]
  readings: HTMLElement[]
  besideReadings: HTMLElement[]
}

/** What the charts last heard: outlives the painter, which is made anew when a chart is expanded. */
export class LastFrame {
  readonly block = new ChartCopy()
  playheadUs = useLab.getState().status?.timeUs ?? 0
}

export class ChartPainter {
  private readonly plots: Plot[]
  private readonly palette: Palette
  private readonly backdrop: Backdrop
  private readonly stops: (() => void)[] = []
  private area = { left: 0, width: 1 }
  private drawnAtMs = -Infinity
  private readAtMs = -Infinity
  private summedAtMs = -Infinity
  private trailing: ReturnType<typeof setTimeout> | null = null
  private trailingWrite: ReturnType<typeof setTimeout> | null = null

  constructor(
    specs: PlotSpec[],
    private readonly last: LastFrame,
    private readonly at: Surfaces,
    gutterPx: number,
  ) {
    this.palette = new Palette(at.stack, () => this.redraw())
    this.backdrop = new Backdrop(at.backdrop, this.palette)
    this.plots = specs.map((spec, i) => new Plot(at.hosts[i], spec, this.palette, gutterPx))
    const resized = new ResizeObserver(() => this.resize())
    resized.observe(at.stack)
    this.stops.push(
      () => resized.disconnect(),
      frames.subscribe((frame) => this.take(frame)),
      useView.subscribe((view, before) => {
        if (view.crosshairUs !== before.crosshairUs) this.placeLines()
        else if (view.chartWindowUs !== before.chartWindowUs || view.speed !== before.speed) this.later()
      }),
      useLab.subscribe((lab, before) => {
        if (lab.status?.branches !== before.status?.branches && !useView.getState().playing) this.later()
      }),
    )
    this.resize()
  }

  /** The moment at a place, in CSS px from the stack's left edge. */
  timeAt(x: number): number {
    const { fromUs, toUs } = visibleNow(this.last.playheadUs)
    const share = Math.min(1, Math.max(0, (x - this.area.left) / this.area.width))
    return fromUs + share * (toUs - fromUs)
  }

  /** Where a moment lies, in CSS px from the stack's left edge; null: not in sight. */
  placeOf(atUs: number): number | null {
    const { fromUs, toUs } = visibleNow(this.last.playheadUs)
    if (atUs < fromUs || atUs > Math.min(toUs, this.last.playheadUs)) return null
    return this.area.left + ((atUs - fromUs) / (toUs - fromUs)) * this.area.width
  }

  /** What the plots say at a moment, in one line. */
  describe(atUs: number): string {
    const now = this.now()
    const bucket = bucketRead(this.last.block, atUs, now)
    const { charts } = words()
    return this.plots
      .map(({ spec }) => charts.reading(spec.title, reading(spec, 0, this.last.block, bucket, now)))
      .join(', ')
  }

  /** The whole bucket around a moment. */
  bucketAround(atUs: number): { fromUs: number; toUs: number; bucket: number } {
    const bucket = bucketRead(this.last.block, atUs, this.now())
    return { bucket, fromUs: this.last.block.startOf(bucket), toUs: this.last.block.startOf(bucket + 1) }
  }

  /** A plot's bold value in a bucket. */
  valueIn(plot: number, bucket: number): number | null {
    return valueAt(this.plots[plot].spec, 0, this.last.block, bucket, this.now())
  }

  dispose(): void {
    if (this.trailing !== null) clearTimeout(this.trailing)
    if (this.trailingWrite !== null) clearTimeout(this.trailingWrite)
    for (const stop of this.stops) stop()
    for (const plot of this.plots) plot.destroy()
    this.palette.dispose()
  }

  private take(frame: Frame): void {
    this.last.playheadUs = frame.timeUs
    if (frame.chart) this.last.block.take(frame.chart)
    if (performance.now() - this.drawnAtMs >= DRAW_MS) this.redraw()
    else this.later()
  }

  /** So that the last frame before a pause is drawn too. */
  private later(): void {
    this.trailing ??= setTimeout(() => this.redraw(), DRAW_MS)
  }

  private now(): Now {
    return knownNow(this.last.playheadUs)
  }

  private resize(): void {
    this.backdrop.resize(this.at.backdrop.clientWidth, this.at.backdrop.clientHeight)
    this.plots.forEach((plot, i) => {
      const host = this.at.hosts[i]
      if (host.clientWidth > 0 && host.clientHeight > 0) plot.resize(host.clientWidth, host.clientHeight)
    })
    this.redraw()
  }

  private redraw(): void {
    if (this.trailing !== null) clearTimeout(this.trailing)
    this.trailing = null
    this.drawnAtMs = performance.now()
    const { fromUs, toUs } = visibleNow(this.last.playheadUs)
    const now = this.now()
    const besideUs = this.last.block.beside?.toldUntilUs() ?? 0
    const besideNow = { ...now, knownUs: Math.max(this.last.playheadUs, Math.min(now.knownUs, besideUs)) }
    for (const [i, plot] of this.plots.entries()) {
      if (this.at.hosts[i].clientWidth === 0) continue
      plot.draw(this.last.block, { fromUs, toUs, now, besideNow, besideName: besideName() })
      this.measure(i, plot)
    }
    this.backdrop.draw({ fromUs, toUs, ...this.area, bands: faultBandsNow(), knownUs: now.knownUs })
    this.placeLines()
  }

  private measure(i: number, plot: Plot): void {
    const area = plot.area()
    if (!(area.width > 0)) return
    const left = this.at.hosts[i].offsetLeft + area.left
    this.area = { left, width: area.width }
    plotSurface.widthPx = area.width
  }

  private placeLines(): void {
    const { crosshairUs } = useView.getState()
    this.placeLine(this.at.crosshair, crosshairUs)
    this.placeLine(this.at.playhead, this.last.playheadUs)
    const nowMs = performance.now()
    if (crosshairUs === null && nowMs - this.readAtMs < READ_MS) {
      this.writeLater()
      return
    }
    this.readAtMs = nowMs
    this.write(crosshairUs ?? this.last.playheadUs, nowMs)
    if (nowMs - this.summedAtMs > 0) this.writeLater()
  }
  /** So that what came last before a pause is written and spoken too. */
  private writeLater(): void {
    this.trailingWrite ??= setTimeout(() => {
      this.trailingWrite = null
      const nowMs = performance.now()
      this.readAtMs = nowMs
      this.write(useView.getState().crosshairUs ?? this.last.playheadUs, nowMs)
    }, SUMMARY_MS)
  }

  private placeLine(line: HTMLElement, atUs: number | null): void {
    const { fromUs, toUs } = visibleNow(this.last.playheadUs)
    const shown = atUs !== null && atUs >= fromUs && atUs <= toUs
    line.hidden = !shown
    if (!shown) return
    const x = this.area.left + ((atUs - fromUs) / (toUs - fromUs)) * this.area.width
    line.style.transform = `translateX(${x}px)`
  }

  private write(atUs: number, nowMs: number): void {
    const now = this.now()
    const pointed = useView.getState().crosshairUs !== null
    const read = bucketRead(this.last.block, atUs, now)
    const summarise = nowMs - this.summedAtMs >= SUMMARY_MS
    if (summarise) this.summedAtMs = nowMs
    this.plots.forEach(({ spec }, i) => {
      const bucket = pointed ? read : lastTold(spec, this.last.block, read, now)
      setText(this.at.readings[i], reading(spec, 0, this.last.block, bucket, now))
      const beside = spec.first && this.last.block.beside
      setText(
        this.at.besideReadings[i],
        beside ? words().charts.reading(besideName(), reading(spec, 0, beside, bucket, now)) : '',
      )
      if (summarise) this.at.hosts[i].setAttribute('aria-label', summary(spec, this.last.block, bucket, now))
    })
    this.at.scrub.setAttribute('aria-valuemax', String(Math.round(now.knownUs / 1000)))
    this.at.scrub.setAttribute('aria-valuenow', String(Math.round(atUs / 1000)))
    if (summarise || pointed) {
      this.at.scrub.setAttribute('aria-valuetext', words().charts.scrubAt(atUs, this.describe(atUs)))
    }
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
