/**
 * How much virtual time one animation frame asks for. A tab that slept, or a frame that came late, never catches up: real
 * time beyond `FRAME_CAP_MS` is thrown away. Fractions of a microsecond are carried over, so slow motion keeps its pace.
 */
export const FRAME_CAP_MS = 100
/** The worker may compute this long for one frame, so that the next one is not late. */
export const BUDGET_MS = 12
/** What "fastest" asks for: more than any budget can do. */
const BOUNDLESS_US = 3_600_000_000

export class Pacer {
  private lastMs: number | null = null
  private carryUs = 0

  /** Whole microseconds for the frame at `nowMs` (the animation frame's stamp), at `speed` virtual seconds per second. */
  next(nowMs: number, speed: number): number {
    const elapsedMs = this.lastMs === null ? 0 : Math.min(FRAME_CAP_MS, Math.max(0, nowMs - this.lastMs))
    this.lastMs = nowMs
    if (speed === Infinity) return BOUNDLESS_US
    const exactUs = elapsedMs * 1000 * speed + this.carryUs
    const wholeUs = Math.floor(exactUs)
    this.carryUs = exactUs - wholeUs
    return wholeUs
  }

  /** After a pause: time stands still until the next frame. */
  rest(): void {
    this.lastMs = null
    this.carryUs = 0
  }
}

/**
 * Virtual seconds per real second that the run really reached, over windows of a second; null while it keeps the speed
 * asked for. At "fastest" it is always told.
 */
export class PaceMeter {
  private fromMs = 0
  private fromUs = 0
  reached: number | null = null

  note(nowMs: number, timeUs: number, speed: number): void {
    const elapsedMs = nowMs - this.fromMs
    if (timeUs < this.fromUs || elapsedMs > 3000) this.restart(nowMs, timeUs)
    else if (elapsedMs >= 1000) {
      const pace = (timeUs - this.fromUs) / 1000 / elapsedMs
      this.reached = speed === Infinity || pace < 0.8 * speed ? Number(pace.toPrecision(2)) : null
      this.fromMs = nowMs
      this.fromUs = timeUs
    }
  }

  restart(nowMs: number, timeUs: number): void {
    this.fromMs = nowMs
    this.fromUs = timeUs
    this.reached = null
  }
}
