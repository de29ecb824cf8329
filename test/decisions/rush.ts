/** Two hundred customers come within twenty milliseconds; the servers have room for few, and refuse the others at once. */
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { webShop } from '../../src/scenarios/presets/webShop'
import type { Scenario } from '../../src/scenarios/scenario'

const SECOND = 1_000_000

export const rush = webShop('rush', {
  journeys: [
    {
      id: 'browse',
      ratePerSecond: 20,
      deadlineUs: 4 * SECOND,
      steps: [{ op: 'call' }],
      surges: [{ fromUs: SECOND, toUs: SECOND + 20_000, factor: 500 }],
    },
  ],
  capacity: { workers: 4, queue: 4, service: { kind: 'exponential', meanUs: 40_000 } },
})
/** The same with customers that try again. */
export const retrying = (retry: CallPolicySpec['retry'], more: Partial<CallPolicySpec> = {}): Scenario => ({
  ...rush,
  policies: [{ from: 'customers', to: 'balancer', timeoutUs: SECOND, retry, ...more }],
})
