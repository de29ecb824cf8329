/**
 * A retry storm: a web tier seven tenths busy slows down for ten seconds. Impatient clients retry at once, four attempts a
 * request, so twice the tier's capacity keeps knocking at full queues, where every answer comes after its caller has gone.
 * The slowness ends; the outage does not: a metastable failure (Bronson et al., HotOS 2021).
 */
import { webShop } from './webShop'

export const retryStorm = webShop('retry-storm', {
  journeys: [
    {
      id: 'browse',
      ratePerSecond: 140,
      deadlineUs: 1_500_000,
      steps: [{ op: 'call' }],
      retry: { attempts: 4, timeoutUs: 300_000, backoffUs: 20_000 },
    },
  ],
  faults: [
    { atUs: 40_000_000, kind: 'slow', target: { group: 'web' }, factor: 4 },
    { atUs: 50_000_000, kind: 'slow', target: { group: 'web' }, factor: 1 },
  ],
})
