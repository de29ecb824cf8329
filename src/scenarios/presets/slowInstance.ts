/**
 * The tail at scale, and its cure: from second 40 on one of two servers is four times slower, and every second request waits for it.
 * Hedged, what was not answered after 100 ms is asked of the other as well; tied, whichever begins calls the other off where it
 * still waits, so that the slow one's queue does not fill with what was answered long ago (Dean and Barroso, CACM 56(2), 2013).
 */
import type { Scenario } from '../scenario'
import { webShop } from './webShop'

export const slowInstance = webShop('slow-instance', {
  journeys: [{ id: 'browse', ratePerSecond: 40, deadlineUs: 2_000_000, steps: [{ op: 'call' }] }],
  faults: [{ atUs: 40_000_000, kind: 'slow', target: { node: 'web-1' }, factor: 4 }],
})

export const slowInstanceTied: Scenario = {
  ...slowInstance,
  id: 'slow-instance-tied',
  links: [...slowInstance.links, { from: 'web', to: 'web' }],
  policies: [
    { from: 'balancer', to: 'web', timeoutUs: 2_000_000, hedge: { delayUs: 100_000, maxAttempts: 2, tied: true } },
  ],
}
