/**
 * Lost acknowledged writes: after all writing to a key had ended, a process's last read of it lacks what was acknowledged: of a set
 * or list an element, of a register the value, where what is there instead is older.
 */
import type { Operations } from '../history/operations'
import { Observations, type Observation } from '../sessions/observations'
import { isOlder, shownBy } from '../sessions/older'
import { Found, undecided, type InvariantVerdict } from './anomaly'
import { finalReads } from './finalReads'

/** Unknown where no key was read after its last write. Throws history.function, history.value. */
export function checkLostWrites(operations: Operations): InvariantVerdict {
  const observations = new Observations(operations, 'lost-writes')
  if (observations.repeated !== null)
    return undecided('values.repeated', { value: observations.versionName(observations.repeated) })
  const final = finalReads(observations)
  const written = new Map([...final.keys()].map((key): [number, Observation[]] => [key, []]))
  for (const each of observations.all) if (!each.seen) written.get(each.key)?.push(each)
  const found = new Found()
  for (const [key, reads] of final) {
    for (const read of reads) {
      const lost = lostTo(read, written.get(key) ?? [], observations)
      if (lost)
        found.add('lost-write', [lost.number, read.number], {
          key: observations.keyName(key),
          value: observations.versionName(lost.written),
        })
    }
  }
  return final.size > 0 ? found.verdict() : undecided('convergence.unread')
}

function lostTo(
  read: Observation,
  writes: readonly Observation[],
  observations: Observations,
): Observation | undefined {
  if (observations.kind !== 'register') {
    const now = new Set(read.seen)
    return writes.find(({ written }) => !now.has(written))
  }
  const shown = shownBy(read, observations)
  return shown === undefined ? undefined : writes.find((write) => isOlder(shown, write))
}
