/** Writes that are twice in a shard's log: without idempotency a write that is asked for again is one more entry. For who watches. */
import type { Repeats } from '../../cluster/repeats'
import { newRepeats, noteRepeat } from '../../cluster/repeats'
import type { Log } from './log'
import { appliedSeq, entryAt, versionOf } from './log'
import type { PrimaryState } from './state'

export interface LoggedRepeats extends Repeats {
  looked: number // version of the last entry that was looked at
}
export function noLoggedRepeats(): LoggedRepeats {
  return { ...newRepeats(), looked: 0 }
}

/** Of what its newest primary has applied since. As far as its log goes back, so far repeats are seen. */
export function lookAtLog(repeats: LoggedRepeats, { log }: PrimaryState): void {
  let seq = appliedSeq(log)
  while (seq > log.base && versionAt(log, seq) > repeats.looked) seq--
  for (seq++; seq <= appliedSeq(log); seq++) {
    const { key, origin, count } = entryAt(log, seq)
    if (key >= 0 && isBefore(log, seq, origin, count)) noteRepeat(repeats, { client: origin, count, key })
    repeats.looked = versionAt(log, seq)
  }
}
function versionAt(log: Log, seq: number): number {
  return versionOf(entryAt(log, seq).epoch, seq)
}
function isBefore(log: Log, seq: number, origin: number, count: number): boolean {
  for (let n = seq - 1; n > log.base; n--)
    if (entryAt(log, n).count === count && entryAt(log, n).origin === origin) return true
  return false
}
