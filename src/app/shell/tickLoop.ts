/**
 * Drives the lab from the animation frame. In each callback the frame that came in since the last one is published (so
 * painters draw inside the callback) and one tick is sent; never two at once. Buffers go back to the worker with the next
 * tick. While paused it ticks only when something changed. A hidden tab gets no animation frames: its time stands still.
 */
import type { Frame, LabRequest } from '../../lab/protocol'
import { BUDGET_MS, Pacer } from './pacing'

type ChartRange = NonNullable<(LabRequest & { do: 'tick' })['chart']>

const CHART_EVERY_MS = 60

export interface TickHost {
  /** A run is open: there is something to tick. */
  ready(): boolean
  playing(): boolean
  speed(): number
  chart(): ChartRange
  send(tick: LabRequest & { do: 'tick' }): void
  publish(frame: Frame, nowMs: number): void
}

export class TickLoop {
  private readonly pacer = new Pacer()
  private request = 0
  private sent = false
  private dirty = true
  private arrived: Frame | null = null
  private recycled: ArrayBuffer[] = []
  private chartAtMs = 0

  constructor(private readonly host: TickHost) {}

  start(): void {
    if (this.request === 0) this.request = requestAnimationFrame(this.run)
  }
  stop(): void {
    cancelAnimationFrame(this.request)
    this.request = 0
    this.pacer.rest()
  }
  /** The worker is gone: whatever it was asked for will not come. */
  reset(): void {
    this.sent = false
    this.arrived = null
    this.recycled = []
    this.dirty = true
  }
  /** Something but time changed: ask for a frame, with its chart, even when paused. */
  touch(): void {
    this.dirty = true
  }
  take(frame: Frame): void {
    this.sent = false
    this.arrived = frame
  }
  /** A tick failed: the next one may go. */
  failed(): void {
    this.sent = false
  }

  private readonly run = (nowMs: number): void => {
    this.request = requestAnimationFrame(this.run)
    const frame = this.arrived
    if (frame) {
      this.arrived = null
      this.host.publish(frame, nowMs)
      this.recycled = buffersOf(frame)
    }
    if (this.sent || !this.host.ready()) return
    if (!this.host.playing()) {
      this.pacer.rest()
      if (this.dirty) this.tick(0, nowMs)
      return
    }
    this.tick(this.pacer.next(nowMs, this.host.speed()), nowMs)
  }

  private tick(virtualUs: number, nowMs: number): void {
    const wantsChart = this.dirty || nowMs - this.chartAtMs >= CHART_EVERY_MS
    if (wantsChart) this.chartAtMs = nowMs
    this.dirty = false
    this.sent = true
    const chart = wantsChart ? this.host.chart() : null
    this.host.send({ do: 'tick', virtualUs, budgetMs: BUDGET_MS, chart, recycle: this.recycled })
    this.recycled = []
  }
}

function buffersOf(frame: Frame): ArrayBuffer[] {
  const arrays = [frame.nodes, frame.links, frame.messages, frame.drops]
  const chart = frame.chart
  if (chart) arrays.push(chart.columns, chart.divergedKeys)
  if (chart?.compare) arrays.push(chart.compare.columns, chart.compare.divergedKeys)
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))]
}
