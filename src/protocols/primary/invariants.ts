/**
 * What must hold of the replicas of one shard, told from their states alone. Cheap, so that they can be asked after every event;
 * states are those of all replicas, by place. A violation names its code and the places it is about.
 */
import { appliedSeq, epochAt, epochOfVersion, lastSeq, versionOf } from './log'
import type { PrimaryState } from './state'

export interface Violation {
  code: 'twoPrimaries' | 'committedDiffers' | 'notConverged' | 'acknowledgedLost'
  places: number[]
  /** The epoch, sequence number or key that it is about. */
  what: number
}

/** Who has been primary of which epoch so far: kept by who watches, grown by `onePrimaryAnEpoch`. */
export type PrimaryOfEpoch = Map<number, number>

/** No epoch ever has two primaries. Holds in every setting, for an epoch is promised but once; fencing makes the older ones silent. */
export function onePrimaryAnEpoch(seen: PrimaryOfEpoch, states: readonly PrimaryState[]): Violation | null {
  for (let place = 0; place < states.length; place++) {
    if (states[place].role !== 'primary') continue
    const { epoch } = states[place]
    const before = seen.get(epoch)
    if (before !== undefined && before !== place) return { code: 'twoPrimaries', places: [before, place], what: epoch }
    seen.set(epoch, place)
  }
  return null
}

/** Fenced, with acknowledgements of a majority: what two replicas hold for committed is the same. */
export function committedAgree(states: readonly PrimaryState[]): Violation | null {
  for (let b = 1; b < states.length; b++) {
    for (let a = 0; a < b; a++) {
      const [one, other] = [states[a].log, states[b].log]
      const seq = Math.min(appliedSeq(one), appliedSeq(other))
      if (seq < one.base || seq < other.base || epochAt(one, seq) === epochAt(other, seq)) continue
      return { code: 'committedDiffers', places: [a, b], what: seq }
    }
  }
  return null
}

/** An acknowledged write is in the log of a replica: its very entry, or, where the window has moved on, its key's version or a newer one. */
export function holdsAcknowledged(state: PrimaryState, key: number, version: number): boolean {
  const epoch = epochOfVersion(version)
  const seq = version - versionOf(epoch, 0)
  if (seq <= state.log.base) return state.table.version(key) >= version
  return seq <= lastSeq(state.log) && epochAt(state.log, seq) === epoch
}
/** Which acknowledged writes a shard has lost, judged by its primary's log. */
export function lostAcknowledged(
  primary: PrimaryState,
  acknowledged: readonly { key: number; version: number }[],
): { key: number; version: number }[] {
  return acknowledged.filter(({ key, version }) => !holdsAcknowledged(primary, key, version))
}

/** Some time after all is healed, every replica shows the same. */
export function converged(states: readonly PrimaryState[]): Violation | null {
  for (let place = 1; place < states.length; place++) {
    const [one, other] = [states[0].table, states[place].table]
    const keys = one.size >= other.size ? one.keys() : other.keys()
    for (const key of keys)
      if (one.version(key) !== other.version(key)) return { code: 'notConverged', places: [0, place], what: key }
  }
  return null
}
