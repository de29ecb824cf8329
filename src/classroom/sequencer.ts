/**
 * The clock of a shared cluster, as a value: how far browsers may step, and when a command lands. The horizon runs ahead of what browsers
 * show by their own choice; a command lands a moment beyond the horizon, so no world has stepped past it when it comes.
 */
import { LIMITS } from '../scenarios/limits'

/** How far beyond the horizon a command lands, in virtual µs a virtual second a second: 250 ms of the room's time. */
const AHEAD_MS = 250

export interface RoomClock {
  running: boolean
  pace: number
  endUs: number
  /** The horizon stood at `horizonUs` when the server's clock showed `atMs`. */
  horizonUs: number
  atMs: number
  /** Where the newest command landed: later ones land there or later. */
  lastUs: number
}

export function startClock(endUs: number, pace: number, nowMs: number): RoomClock {
  return { running: false, pace, endUs, horizonUs: 0, atMs: nowMs, lastUs: 0 }
}
/** Longest step at once: a server that slept does not rush the room forward. */
const LONGEST_MS = 2_000

/** The clock at `nowMs`. Time that seems to go backward, or to have leapt while the server slept, moves nothing. */
export function clockAt(clock: RoomClock, nowMs: number): RoomClock {
  const passedMs = nowMs - clock.atMs
  if (!clock.running || passedMs <= 0 || passedMs > LONGEST_MS) return { ...clock, atMs: nowMs }
  const horizonUs = Math.min(clock.endUs, Math.floor(clock.horizonUs + passedMs * 1_000 * clock.pace))
  return { ...clock, horizonUs, atMs: nowMs }
}
export function withPace(clock: RoomClock, nowMs: number, change: { running?: boolean; pace?: number }): RoomClock {
  return { ...clockAt(clock, nowMs), ...change }
}
/** When a command proposed now lands: beyond the horizon and not before any other. null: beyond the run's end. */
export function stamp(clock: RoomClock, nowMs: number): { clock: RoomClock; atUs: number } | null {
  const now = clockAt(clock, nowMs)
  const aheadUs = now.running ? Math.ceil(AHEAD_MS * 1_000 * now.pace) : 0
  const atUs = Math.max(now.horizonUs + 1 + aheadUs, now.lastUs)
  if (atUs > now.endUs || atUs > LIMITS.horizonUs) return null
  return { clock: { ...now, lastUs: atUs }, atUs }
}
