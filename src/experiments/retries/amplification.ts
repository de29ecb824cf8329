/**
 * `retry.amp`: how retries multiply (SRE book, ch. 22): with k attempts in each of d layers a failing bottom is called k^d times for one
 * request. A client that keeps its retries to a tenth of its requests (ch. 21) adds a tenth instead.
 */
import { pow } from '../../kernel'
import type { RetryBudgetConfig } from '../../resilience/retryBudget'
import { newRetryBudget, payIn, takeRetry } from '../../resilience/retryBudget'
import { instant } from '../caseTable'

/** `budget`: retries a request that the client may make; 0: as many as it has attempts. */
type Amplification = { attempts: number; layers: number; budget: number }
const REQUESTS = 100_000
const GAP_US = 1_000
const MOST_CALLS = 10_000_000

export const retryAmp = instant<Amplification>({
  id: 'retry.amp',
  source: 'Site Reliability Engineering (Beyer et al., 2016), ch. 21 and 22',
  parameters: [
    { name: 'attempts', min: 1, max: 10, whole: true },
    { name: 'layers', min: 1, max: 8, whole: true },
    { name: 'budget', min: 0, max: 5, whole: false },
  ],
  cases: [
    { attempts: 3, layers: 3, budget: 0 },
    { attempts: 4, layers: 3, budget: 0 },
    { attempts: 3, layers: 5, budget: 0 },
    { attempts: 4, layers: 4, budget: 0 },
    { attempts: 3, layers: 1, budget: 0 },
    { attempts: 3, layers: 1, budget: 0.1 },
  ],
  name: ({ attempts, layers, budget }) =>
    budget > 0 ? `${attempts} attempts, budget ${budget}` : `${attempts} attempts, ${layers} layers`,
  conflict: ({ attempts, layers }) =>
    pow(attempts, layers) > MOST_CALLS ? { name: 'layers', min: 1, max: mostLayers(attempts) } : null,
  measure({ attempts, layers, budget }) {
    if (budget === 0) return exact({ calls: pow(attempts, layers) }, { calls: callsAtBottom(attempts, layers) })
    const growth = Math.min(attempts, 1 + budget)
    return exact({ growth }, { growth: growthWithBudget(attempts, budget) })
  },
})

function exact(expected: Record<string, number>, measured: Record<string, number>) {
  return { expected, measured, tolerance: Object.fromEntries(Object.keys(expected).map((name) => [name, 1e-9])) }
}
function mostLayers(attempts: number): number {
  let layers = 1
  while (pow(attempts, layers + 1) <= MOST_CALLS) layers++
  return layers
}

/** One request from the top while the bottom fails: every layer asks the one below as often as it may. */
function callsAtBottom(attempts: number, layers: number): number {
  if (layers === 0) return 1
  let calls = 0
  for (let k = 0; k < attempts; k++) calls += callsAtBottom(attempts, layers - 1)
  return calls
}

/** Calls a request of a client whose every attempt fails, over the whole budgets of its window. */
function growthWithBudget(attempts: number, ratio: number): number {
  const config: RetryBudgetConfig = { ttlUs: REQUESTS * GAP_US, ratio, minRetriesPerSecond: 0 }
  const budget = newRetryBudget(config)
  let sent = 0
  for (let request = 0; request < REQUESTS; request++) {
    const nowUs = request * GAP_US
    payIn(budget, config, nowUs)
    sent++
    for (let k = 1; k < attempts && takeRetry(budget, config, nowUs); k++) sent++
  }
  return sent / REQUESTS
}
