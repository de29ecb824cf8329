/**
 * The retry storm again, healed from the clients' side: retries wait a random while, and are at most a tenth of what is asked anew
 * (SRE book, ch. 21). The same slowness comes, and the tier is well again when it goes.
 */
import type { Scenario } from '../scenario'
import { retryStorm } from './retryStorm'

export const retryBudget: Scenario = {
  ...retryStorm,
  id: 'retry-budget',
  policies: [
    {
      from: 'customers',
      to: 'balancer',
      timeoutUs: 300_000,
      retry: { attempts: 4, strategy: 'fullJitter', backoffUs: 100_000 },
      budget: { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 10_000_000 },
    },
  ],
}
