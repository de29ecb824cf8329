/**
 * A track: one run as far as it is known. Its commands from time 0 on, where it ends, and the chart buckets seen so far.
 * Branches are tracks with a place in the tree; the shadow of an act (the same run without it) is a track without one.
 */
import type { StampedCommand } from '../cluster/command'
import type { SeriesStore } from '../telemetry'

/** A moment of a run, exact to the event and the command. */
export interface Position {
  atUs: number
  events: number
  applied: number // commands that have landed
}

export interface Track {
  /** All commands of the run, oldest first. Tracks with a common past share the command objects themselves. */
  commands: StampedCommand[]
  end: Position
  /** What the charts know of it; null while nothing has been computed in this session. */
  store: SeriesStore | null
}

export interface Branch extends Track {
  readonly id: number
  parent: number | null
  forkAtUs: number
  name: string | null
  /** So many of its commands came with it from its parent; those are not its own to take back. */
  inherited: number
  /** Its first own command is what made it: taking that back takes the branch back. */
  bornOfCommand: boolean
  /** When it was last shown or compared, counted in changes of that. */
  usedAt: number
}

/** Where a run that is yet to be computed up to `atUs` ends. */
export function endingAt(atUs: number, commands: readonly StampedCommand[]): Position {
  return { atUs, events: 0, applied: commands.length }
}

/** Whether a moment with this history lies on the run of these commands: the same ones so far, and the next not yet due. */
export function liesOn(history: readonly StampedCommand[], at: Position, commands: readonly StampedCommand[]): boolean {
  if (history.length > commands.length) return false
  for (let i = history.length - 1; i >= 0; i--) if (history[i] !== commands[i]) return false
  if (history.length === commands.length) return true
  const next = commands[history.length]
  return at.events <= next.afterEvents && at.atUs <= next.atUs
}

/** Just before a command of the track lands. */
export function positionBefore(track: Track, command: number): Position {
  const { atUs, afterEvents } = track.commands[command]
  return { atUs, events: afterEvents, applied: command }
}

/** The end of a moment: every event and command of that time has happened. */
export function momentAt(atUs: number): Position {
  return { atUs, events: Infinity, applied: Infinity }
}
