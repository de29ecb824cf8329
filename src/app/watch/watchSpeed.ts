/** How slow time must be for a hop to be seen, and for a whole request to be read: stops, so that the speed stays a sentence. */
import { SPEEDS } from '../store'

/** A hop that is to be seen lasts at least so long on the screen. */
const SEEN_MS = 300
/** A request that is replayed lasts at most so long. */
const READ_MS = 10_000
/** Speeds of a replay, slowest first. */
const REPLAY_SPEEDS = [1 / 1000, 1 / 500, 1 / 200, 1 / 100, 1 / 50, 1 / 20, 1 / 10, 1 / 5, 1 / 2, 1]

/** The fastest stop at which a hop of `hopUs` lasts long enough; never faster than `most`. */
export function watchSpeed(hopUs: number, most: number): number {
  const slowEnough = SPEEDS.filter((speed) => hopUs >= SEEN_MS * 1000 * speed)
  return Math.min(most, slowEnough.at(-1) ?? SPEEDS[0])
}

/** The slowest speed at which `lengthUs` are over within ten seconds. */
export function replaySpeed(lengthUs: number): number {
  return REPLAY_SPEEDS.find((speed) => lengthUs <= READ_MS * 1000 * speed) ?? 1
}
