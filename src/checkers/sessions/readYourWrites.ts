/** Read your writes (Terry et al., PDIS 1994): a session that wrote something sees it, or something newer, from then on. */
import type { Found } from '../invariants/anomaly'
import { Floors } from './floors'
import type { Observation, Observations } from './observations'
import { isOlder, shownBy } from './older'

export function readYourWrites(observations: Observations, found: Found): void {
  const own = new Floors<Observation[]>()
  for (const each of observations.all) {
    const writes = own.get(each) ?? []
    if (!each.seen) own.set(each, observations.kind === 'register' ? [each] : [...writes, each])
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
