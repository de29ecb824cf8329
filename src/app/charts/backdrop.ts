/**
 * One canvas behind all plots: faults as tinted bands from top to bottom with their names above the first plot, the time
 * marks through all plots with their labels below the last. What one axis shares is drawn once.
 */
import { words } from '../words'
import { shortened } from './spreadLabels'
import type { FaultBand } from '../../lab/faultBands'
import type { Palette } from './palette'
import { tickStepUs, ticksUs } from './timelineScale'

/** Heights of the strips above and below the plots, in CSS px; charts.css uses the same. */
export const NAMES_PX = 20
export const TIMES_PX = 28

export interface BackdropFrame {
  fromUs: number
  toUs: number
  left: number // of the plots' area, CSS px
  width: number
  bands: FaultBand[]
  knownUs: number // a fault that nobody has mended yet is drawn up to here
}

export class Backdrop {
  private readonly context: CanvasRenderingContext2D | null
  private width = 0
  private height = 0

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly palette: Palette,
  ) {
    this.context = canvas.getContext('2d')
  }

  resize(width: number, height: number): void {
    this.width = width
    this.height = height
    this.canvas.width = Math.round(width * devicePixelRatio)
    this.canvas.height = Math.round(height * devicePixelRatio)
  }

  draw(frame: BackdropFrame): void {
    const context = this.context
    if (!context) return
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    context.clearRect(0, 0, this.width, this.height)
    context.font = this.palette.font
    this.times(context, frame)
    this.bands(context, frame)
  }

  private times(context: CanvasRenderingContext2D, { fromUs, toUs, left, width }: BackdropFrame): void {
    const stepUs = tickStepUs(toUs - fromUs, width)
    const bottom = this.height - TIMES_PX
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    for (const atUs of ticksUs(fromUs, toUs, stepUs)) {
      const x = Math.round(left + ((atUs - fromUs) / (toUs - fromUs)) * width) + 0.5
      context.fillStyle = this.palette.colour('line')
      context.fillRect(x, NAMES_PX, 1, bottom - NAMES_PX + 4)
      context.fillStyle = this.palette.colour('ink-3')
      const text = words().charts.mark(atUs, stepUs)
      const half = context.measureText(text).width / 2
      context.fillText(text, Math.max(left + half, Math.min(x, this.width - half - 2)), bottom + 4 + (TIMES_PX - 4) / 2)
    }
  }

  private bands(context: CanvasRenderingContext2D, frame: BackdropFrame): void {
    const { fromUs, toUs, left, width } = frame
    const scale = width / (toUs - fromUs)
    const bottom = this.height - TIMES_PX
    const clip = (us: number) => left + Math.min(width, Math.max(0, (us - fromUs) * scale))
    for (const band of frame.bands) {
      if (band.toUs < fromUs || band.fromUs > toUs) continue
      const x = clip(band.fromUs)
      const end = clip(Math.min(band.toUs, frame.knownUs))
      context.fillStyle = this.palette.colour('fault-tint')
      context.fillRect(x, NAMES_PX, end - x, bottom - NAMES_PX)
      context.fillStyle = this.palette.colour('fault')
      if (band.fromUs >= fromUs) context.fillRect(x, band.toUs > band.fromUs ? 2 : NAMES_PX - 8, 1.5, bottom)
      if (band.toUs > band.fromUs && band.toUs <= toUs) context.fillRect(end, NAMES_PX, 1, bottom - NAMES_PX)
    }
    this.names(context, frame, clip)
  }

  /** The newest fault is named first; an older one whose name would touch another's goes without. */
  private names(context: CanvasRenderingContext2D, frame: BackdropFrame, clip: (us: number) => number): void {
    const taken: [from: number, to: number][] = []
    context.textAlign = 'left'
    context.textBaseline = 'middle'
    context.fillStyle = this.palette.colour('fault-text')
    for (const band of [...frame.bands].reverse()) {
      if (band.toUs < frame.fromUs || band.fromUs > frame.toUs) continue
      const x = clip(band.fromUs)
      const whole = words().faults.did(band.command)
      const [before, after] = [x - 5, this.width - x - 5]
      const name = shortened(whole, (part) => context.measureText(part).width <= Math.max(before, after))
      const wide = context.measureText(name).width
      const start = wide <= after ? x + 5 : x - 5 - wide
      const end = start + wide + 8
      if (taken.some(([from, to]) => start < to && end > from)) continue
      taken.push([start, end])
      context.fillText(name, start, NAMES_PX / 2)
    }
  }
}
