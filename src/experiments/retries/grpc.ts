/** `retry.grpc`: retry throttling, backoff and hedging as gRPC's proposal A6 has them. */
import { waitUs } from '../../resilience/backoff'
import { hedgeTimesUs } from '../../resilience/hedge'
import { newRetryThrottle, retryAllowed, settleAttempt, tokensOf } from '../../resilience/retryThrottle'
import { instant } from '../caseTable'
import type { Findings, Measurement } from '../experiment'

const WHAT = ['tokens', 'fresh bucket', 'backoff', 'hedging'] as const
type Grpc = { what: (typeof WHAT)[number]; maxTokens: number; tokenRatio: number; maxAttempts: number; delayMs: number }
const DEFAULTS = { maxTokens: 10, tokenRatio: 0.1, maxAttempts: 4, delayMs: 500 }

export const retryGrpc = instant<Grpc>({
  id: 'retry.grpc',
  source: 'grpc/proposal, A6-client-retries.md',
  parameters: [
    { name: 'what', choices: WHAT },
    { name: 'maxTokens', min: 1, max: 1_000, whole: true },
    { name: 'tokenRatio', min: 0.001, max: 10, whole: false },
    { name: 'maxAttempts', min: 2, max: 100, whole: true },
    { name: 'delayMs', min: 1, max: 100_000, whole: true },
  ],
  cases: WHAT.map((what) => ({ what, ...DEFAULTS })),
  name({ what, maxTokens, tokenRatio, maxAttempts, delayMs }) {
    if (what === 'tokens' || what === 'fresh bucket') return `${what} maxTokens=${maxTokens} tokenRatio=${tokenRatio}`
    return what === 'hedging' ? `hedging ${delayMs} ms x${maxAttempts}` : what
  },
  measure(settings) {
    const found: Measurement = MEASURE[settings.what](settings)
    return found
  },
})

const MEASURE: Record<Grpc['what'], (settings: Grpc) => Measurement> = {
  tokens(settings) {
    const throttle = newRetryThrottle(settings)
    const change = (failed: boolean): number => {
      const before = tokensOf(throttle)
      settleAttempt(throttle, settings, failed)
      return Math.floor((tokensOf(throttle) - before) * 1_000 + 0.5) / 1_000
    }
    const failure = change(true)
    const success = change(false)
    let least = settings.maxTokens
    while (retryAllowed(throttle, settings)) {
      least = tokensOf(throttle)
      settleAttempt(throttle, settings, true)
    }
    const halfOrLess = tokensOf(throttle) * 2 <= settings.maxTokens
    return same(
      { failure: -1, success: Math.min(1, settings.tokenRatio), 'least that allows > half': 'yes', 'then none': 'yes' },
      {
        failure,
        success,
        'least that allows > half': least * 2 > settings.maxTokens ? 'yes' : 'no',
        'then none': halfOrLess ? 'yes' : 'no',
      },
    )
  },
  'fresh bucket'(settings) {
    const throttle = newRetryThrottle(settings)
    let failures = 0
    for (; retryAllowed(throttle, settings); failures++) settleAttempt(throttle, settings, true)
    return same({ 'failures until none': Math.ceil(settings.maxTokens / 2) }, { 'failures until none': failures })
  },
  /** The n-th wait is uniform from nothing to min(initial × multiplier^(n − 1), max); here 100 ms, 2 and 1 s. */
  backoff() {
    const waits = (unit: number): string =>
      [1, 2, 3, 4, 5, 6]
        .map((n) => waitUs({ backoffUs: 100_000, multiplier: 2, jitter: 1, maxUs: 1_000_000 }, n, unit) / 1_000)
        .join(' ')
    return same(
      {
        'longest, ms': '100 200 400 800 1000 1000',
        'middle, ms': '50 100 200 400 500 500',
        'shortest, ms': '0 0 0 0 0 0',
      },
      { 'longest, ms': waits(0), 'middle, ms': waits(0.5), 'shortest, ms': waits(1) },
    )
  },
  hedging({ maxAttempts, delayMs }) {
    const config = { delayUs: delayMs * 1_000, maxAttempts }
    const moments = Array.from({ length: maxAttempts }, (_, i) => (i * delayMs + 1) * 1_000)
    const expected = moments.map((_, i) => Math.min(i + 1, 5)).join(' ')
    const timesUs = hedgeTimesUs(config)
    const outstanding = moments.map((us) => timesUs.filter((atUs) => atUs <= us).length).join(' ')
    const most = hedgeTimesUs({ ...config, maxAttempts: 100 }).length
    return same({ outstanding: expected, 'cap of attempts': 5 }, { outstanding, 'cap of attempts': most })
  },
}

function same(expected: Findings, measured: Findings): Measurement {
  return { expected, measured, tolerance: null }
}
