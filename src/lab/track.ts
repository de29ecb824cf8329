/**
 * A track: one run as far as it is known. Its commands from time 0 on, where it ends, and what was observed up to there.
 * Branches are tracks with a place in the tree; the shadow of an act (the same run without it) is a track without one.
 */
import type { StampedCommand } from '../cluster/command'
import type { Observation } from './observation'

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
  /** Everything observed up to `end`; null when it must be computed (again). */
  known: Observation | null
}

export interface Branch extends Track {
  readonly id: number
  parent: number | null
  forkAtUs: number
  name: string | null
  /** Its first own command is what made it: taking that back takes the branch back. */
  bornOfCommand: boolean
}

export const START: Position = { atUs: 0, events: 0, applied: 0 }

/** Whether a moment with this history lies on the track: the same commands, and the next one not yet due. */
export function liesOn(history: readonly StampedCommand[], at: Position, track: Track): boolean {
  const { commands } = track
  if (history.length > commands.length) return false
  for (let i = history.length - 1; i >= 0; i--) if (history[i] !== commands[i]) return false
  if (history.length === commands.length) return true
  const next = commands[history.length]
  return at.events <= next.afterEvents && at.atUs <= next.atUs
}

/** Where a command lands: just before it. */
export function positionBefore(track: Track, command: number): Position {
  const { atUs, afterEvents } = track.commands[command]
  return { atUs, events: afterEvents, applied: command }
}
