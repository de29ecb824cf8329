/**
 * Acknowledged writes that a shard loses: those of a primary that its successor has not. Which these are is known when the
 * successor is in office, for its log is then the shard's; until all replicas have them, they are remembered here. In a setting
 * that acknowledges before a majority has a write, or without fencing, that is its price, and no broken promise.
 */
import type { NamedOperation } from '../../cluster/invariants'
import type { PrimaryOfEpoch } from './invariants'
import { holdsAcknowledged } from './invariants'
import { appliedSeq, entryAt, epochAt, versionOf } from './log'
import type { PrimaryState } from './state'

interface Acknowledged extends NamedOperation {
  readonly epoch: number
  readonly seq: number
}
/** What earlier looks remember of a shard. Data. */
export interface Losses {
  noted: number[] // by epoch: its primary's writes are known up to this sequence number
  open: Acknowledged[] // not yet at every replica, oldest first
  lost: Acknowledged[] // not yet told
  looks: number // since losses were told
  judgedBy: number // epoch of the last successor that all were compared with
}
/** An epoch's writes that are remembered: beyond them the oldest are forgotten. */
const OPEN_MAX = 4_096
/** An old primary that goes on may lose every write: told a second's worth at once. */
const LOOKS_BETWEEN = 50

export function newLosses(): Losses {
  return { noted: [], open: [], lost: [], looks: LOOKS_BETWEEN, judgedBy: 0 }
}

/** What was found lost since it was last told, and by whose epoch; null: nothing, or not yet to be told. */
export function lookForLosses(
  losses: Losses,
  primaries: PrimaryOfEpoch,
  states: readonly PrimaryState[],
): { epochs: number[]; lost: NamedOperation[] } | null {
  let fresh = losses.open.length
  for (const [epoch, place] of primaries) note(losses, states[place], epoch)
  const reigning = states.filter(({ role, blank }) => role === 'primary' && !blank)
  const successor = reigning.reduce<PrimaryState | null>((a, b) => (a && a.epoch > b.epoch ? a : b), null)
  if (successor && successor.epoch > losses.judgedBy) {
    losses.judgedBy = successor.epoch
    fresh = 0
  }
  if (successor) judge(losses, fresh, successor)
  settle(losses.open, states)
  if (++losses.looks < LOOKS_BETWEEN || losses.lost.length === 0) return null
  losses.looks = 0
  const lost = losses.lost.splice(0)
  return { epochs: [...new Set(lost.map(({ epoch }) => epoch))], lost }
}

/** Of the writes from `fresh` on, those of earlier epochs that the successor has not are lost. */
function judge(losses: Losses, fresh: number, successor: PrimaryState): void {
  const judged = losses.open.splice(fresh)
  for (const write of judged) {
    if (write.epoch < successor.epoch && !has(successor, write)) losses.lost.push(write)
    else losses.open.push(write)
  }
}
/** The oldest that every replica has cannot be lost any more. */
function settle(open: Acknowledged[], states: readonly PrimaryState[]): void {
  let settled = 0
  while (settled < open.length && states.every((state) => has(state, open[settled]))) settled++
  open.splice(0, Math.max(settled, open.length - OPEN_MAX))
}

/** A primary acknowledges what of its own epoch it has applied. */
function note({ noted, open }: Losses, { log }: PrimaryState, epoch: number): void {
  const applied = appliedSeq(log)
  for (let seq = Math.max(noted[epoch] ?? 0, log.base) + 1; seq <= applied; seq++) {
    if (epochAt(log, seq) !== epoch) continue
    const { key, origin, count } = entryAt(log, seq)
    if (key >= 0) open.push({ client: origin, count, key, epoch, seq })
    noted[epoch] = seq
  }
}
function has(state: PrimaryState, { key, epoch, seq }: Acknowledged): boolean {
  return holdsAcknowledged(state, key, versionOf(epoch, seq))
}
