/**
 * Overload: a bad release halves what a web tier can serve for half a minute. First come first served, everybody soon waits longer
 * than they care to, and hardly any work is for somebody who still listens. The second tells its tier to serve who matters
 * most, and to turn away at once what could not be answered in time (the SRE book, ch. 21 and 22): as many as fit are served well.
 */
import type { CapacitySpec, Scenario } from '../scenario'
import { TWO_SERVERS, webShop } from './webShop'

const deadlineUs = 1_000_000

function overloaded(id: string, capacity: CapacitySpec): Scenario {
  return webShop(id, {
    journeys: [
      { id: 'buy', ratePerSecond: 40, deadlineUs, criticality: 'criticalPlus', steps: [{ op: 'call' }] },
      { id: 'browse', ratePerSecond: 100, deadlineUs, criticality: 'sheddable', steps: [{ op: 'call' }] },
    ],
    capacity,
    faults: [
      { atUs: 35_000_000, kind: 'slow', target: { group: 'web' }, factor: 2 },
      { atUs: 65_000_000, kind: 'slow', target: { group: 'web' }, factor: 1 },
    ],
  })
}

export const overload = overloaded('overload', TWO_SERVERS)
export const overloadShed = overloaded('overload-shed', {
  ...TWO_SERVERS,
  admission: { order: 'important', deadline: true, priority: [1, 0.5, 0.25, 0.1] },
})
