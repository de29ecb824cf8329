/**
 * Moves what moves on the timeline, outside React: the playhead and the frame around the stretch that the charts show.
 * While the visitor drags, the playhead is where the pointer is.
 */
import { frames, useLab } from '../store'
import { words } from '../words'
import { visibleNow } from './shownRun'

const SPEAK_MS = 1000

export class TimelinePainter {
  dragUs: number | null = null
  private playheadUs = useLab.getState().status?.timeUs ?? 0
  private spokenAtMs = -Infinity
  private readonly stop: () => void

  constructor(
    private readonly playhead: HTMLElement,
    private readonly window: HTMLElement,
    private readonly extentUs: number,
    private readonly widthPx: number,
  ) {
    this.stop = frames.subscribe((frame) => {
      this.playheadUs = frame.timeUs
      this.draw()
    })
    this.draw()
  }

  /** Where the playhead stands, in µs. */
  atUs(): number {
    return this.dragUs ?? this.playheadUs
  }

  dispose(): void {
    this.stop()
  }

  draw(): void {
    const atUs = this.atUs()
    const x = (us: number) => (Math.min(us, this.extentUs) / this.extentUs) * this.widthPx
    this.playhead.style.transform = `translateX(${x(atUs)}px)`
    const { fromUs, toUs } = visibleNow(this.playheadUs)
    this.window.hidden = x(toUs) - x(fromUs) > 0.8 * this.widthPx
    this.window.style.transform = `translateX(${x(fromUs)}px)`
    this.window.style.inlineSize = `${Math.max(3, x(toUs) - x(fromUs))}px`
    const nowMs = performance.now()
    if (nowMs - this.spokenAtMs < SPEAK_MS && document.activeElement !== this.playhead) return
    this.spokenAtMs = nowMs
    const endUs = Math.max(atUs, useLab.getState().status?.endUs ?? 0)
    this.playhead.setAttribute('aria-valuemax', String(Math.round(this.extentUs / 1000)))
    this.playhead.setAttribute('aria-valuenow', String(Math.round(atUs / 1000)))
    this.playhead.setAttribute('aria-valuetext', words().charts.timeline.at(atUs, endUs))
  }
}
