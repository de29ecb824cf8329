/** What a room holds back of the lab: its clock, acts, code. Small, for the lab asks it at every turn; rooms themselves load on demand. */
import { create } from 'zustand'
import type { Command, StampedCommand } from '../cluster/command'
import type { Fingerprint, Session } from '../lab/protocol'

export interface RoomHold {
  /** Of the room that one is in, wherever on the page one is. */
  address: string | null
  frozen: boolean
  /** No acts, and no code. */
  faults: boolean
  code: boolean
  shared: SharedRun | null
  /** Who did it, as a sentence begins; null: whoever sits here. */
  whose: ((act: ActDone) => string | null) | null
  /** How far a lesson may be gone: up to this section, and within the experiment up to this step, from 0. null: freely. */
  pace: { section: string; step: number | null } | null
  /** Where a learner's runs are kept beside this browser. */
  shelf: RunShelf | null
}
export interface RunShelf {
  /** The run to go on with: `ours`, as this browser kept it under that name, or what was done since on another device. */
  newest(tab: string, ours: Session | null): Session | null
  /** It stands in the lab now; null: what stands there is on its way, or not to be kept. */
  stands(tab: string | null): void
}
export type ActDone = Pick<StampedCommand, 'atUs' | 'command'>
/** The open run is one that a whole room shares. */
export interface SharedRun {
  /** No world steps beyond, until the room says so. */
  horizonUs: number
  /** What one does is proposed, and lands in everybody's run a moment later. */
  propose(command: Command): Promise<void>
  /** The fingerprint at a whole multiple of `printEveryUs`, at each as it is passed. */
  printed(fingerprint: Fingerprint): void
  printEveryUs: number
}
const FREE: RoomHold = {
  address: null,
  frozen: false,
  faults: false,
  code: false,
  shared: null,
  whose: null,
  pace: null,
  shelf: null,
}
export const useRoomHold = create<RoomHold>()(() => FREE)

/**
 * What a room can hold back. `clock`: time, by jumps and steps; `branches`: others of the same run; `setting`: how its system is set;
 * `run`: another one in its place.
 */
export type Deed = 'faults' | 'code' | 'clock' | 'branches' | 'setting' | 'run'
/** Why it may not be done now, as a problem's code; null: it may. What the room itself gives comes also while the clock stands still. */
export function heldBack(deed: Deed): 'room.frozen' | 'room.locked' | 'room.shared' | null {
  const { frozen, shared, faults, code } = useRoomHold.getState()
  if (frozen && deed !== 'run') return 'room.frozen'
  if ((faults && deed === 'faults') || (code && deed === 'code')) return 'room.locked'
  return shared && deed !== 'faults' ? 'room.shared' : null
}

/** Whether the room lets a lesson of these sections go there yet. */
export function isPaced(pace: RoomHold['pace'], sections: readonly string[], to: string): boolean {
  return pace === null || !sections.includes(pace.section) || sections.indexOf(to) <= sections.indexOf(pace.section)
}

/** How far the next tick may go from here at most, µs. */
export function aheadUs(timeUs: number): number {
  const { shared } = useRoomHold.getState()
  if (!shared) return Infinity
  const toPrintUs = shared.printEveryUs - (timeUs % shared.printEveryUs)
  return Math.max(0, Math.min(shared.horizonUs - timeUs, toPrintUs))
}
