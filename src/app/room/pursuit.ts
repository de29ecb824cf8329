/**
 * How a page keeps up with a shared cluster's clock. Late (it came late, or was out of sight), it goes to the newest checkpoint ahead of it
 * and plays on from there. A device that was there, or was helped so once, and falls behind for long is slower than the room: it follows in
 * steps, from checkpoint to checkpoint.
 */
import type { Fingerprint } from '../../lab/protocol'

/** How the page came to where it is. `again`: from the beginning, for a checkpoint was not what others compute. */
export type Way = 'played' | 'checkpoint' | 'steps' | 'again'
export interface Pursued {
  timeUs: number
  horizonUs: number
  /** Virtual seconds a second. */
  pace: number
  /** Time passes here: in sight, and not paused. */
  playing: boolean
  nowMs: number
  /** The newest checkpoint's time; null: there is none that can be trusted. */
  checkpointUs: number | null
}

/** Seconds of the room's pace. */
export const BEHIND_S = 2
const FAR_S = 10
/** So long behind, it will not catch up by itself; so long close again, it keeps up. */
const PATIENCE_MS = 5_000
const SURE_MS = 30_000
/** A checkpoint spares at least so much. */
const GAIN_S = 2

export class Pursuit {
  way: Way = 'played'
  private late = true
  private farSinceMs: number | null = null
  private closeSinceMs: number | null = null

  /** How to go to the checkpoint now; null: play on. */
  next({ timeUs, horizonUs, pace, playing, nowMs, checkpointUs }: Pursued): 'checkpoint' | 'steps' | null {
    const second = 1e6 * pace
    const behindS = (horizonUs - timeUs) / second
    if (behindS < BEHIND_S) this.late = false
    if (!playing) this.late = true
    if (behindS > BEHIND_S) this.closeSinceMs = null
    else this.closeSinceMs ??= nowMs
    if (this.way === 'steps' && this.closeSinceMs !== null && nowMs - this.closeSinceMs > SURE_MS) this.way = 'played'
    if (behindS < FAR_S || !playing) this.farSinceMs = null
    if (behindS < FAR_S || !playing || checkpointUs === null || checkpointUs < timeUs + GAIN_S * second) return null
    if (this.late) return 'checkpoint'
    this.farSinceMs ??= nowMs
    return nowMs - this.farSinceMs >= PATIENCE_MS ? 'steps' : null
  }
  went(way: Way): void {
    this.way = way
    this.late = false
    this.farSinceMs = null
  }
}

const PRINTS_KEPT = 24
/** This page's own fingerprints at the moments that all compare. */
export class Prints {
  private kept: Fingerprint[] = []

  get newest(): Fingerprint | null {
    return this.kept.at(-1) ?? null
  }
  note(print: Fingerprint): void {
    this.kept = [...this.kept.filter(({ atUs }) => atUs !== print.atUs), print].slice(-PRINTS_KEPT)
  }
  clear(): void {
    this.kept = []
  }
  /** Whether most compute the same at the moment that they tell of; null: not known here. */
  agree(most: Fingerprint | null): boolean | null {
    const own = this.kept.find(({ atUs }) => atUs === most?.atUs)
    return own && most ? own.hex === most.hex && own.events === most.events : null
  }
}
