/** Read your writes (Terry et al., PDIS 1994): a session that wrote something sees it, or something newer, from then on. */
import type { Found } from '../invariants/anomaly'
import type { Steps } from '../steps'
import { Floors } from './floors'
import type { Observation, Observations } from './observations'
import { isOlder, shownBy } from './older'

export function readYourWrites(observations: Observations, found: Found, steps: Steps): void {
  const own = new Floors<Observation[]>()
  for (const each of observations.all) {
    const writes = own.get(each) ?? []
    if (!each.seen) {
      // Of a register, the last tells all.
      if (observations.kind === 'register') writes.length = 0
      writes.push(each)
      own.set(each, writes)
    } else if (!steps.take(writes.length + each.seen.length)) return
    else {
      const missed = missedBy(each, writes, observations)
      const shown = observations.kind === 'register' ? shownBy(each, observations) : null
      if (missed)
        found.add('session.readYourWrites', [...(shown ? [shown.number] : []), missed.number, each.number], {
          process: each.process,
          key: observations.keyName(each.key),
          newer: observations.versionName(missed.written),
          ...(shown ? { got: observations.versionName(shown.written) } : {}),
        })
    }
  }
}

function missedBy(read: Observation, own: readonly Observation[], observations: Observations): Observation | undefined {
  if (observations.kind === 'register') {
    const shown = shownBy(read, observations)
    return shown === undefined ? undefined : own.find((write) => isOlder(shown, write))
  }
  const now = new Set(read.seen)
  return own.find((write) => write.completed < read.invoked && !now.has(write.written))
}
