/**
 * `retry.throttle`: adaptive throttling in the client (SRE book, ch. 21). A backend that accepts `accepts` requests a second is offered
 * many times that; the client's own refusals settle so that about K times what is accepted is sent.
 */
import { Draws } from '../../kernel'
import type { AdaptiveThrottleConfig } from '../../resilience/adaptiveThrottle'
import {
  SRE_THROTTLE,
  accepted,
  maySend,
  newAdaptiveThrottle,
  rejectionProbability,
} from '../../resilience/adaptiveThrottle'
import { mayPass, newRateLimit } from '../../resilience/rateLimit'
import type { Measurement } from '../experiment'
import { SEED } from '../experiment'
import { sliced } from '../caseTable'

/** `what`: the rate sent in a steady state, or the chance of a refusal after so many requests and accepts. */
type Throttle = {
  what: 'sent' | 'refusal'
  k: number
  requests: number
  accepts: number
  windowS: number
  seed: number
}
const SECOND = 1_000_000
const ALLOWED = 0.05
const DEFAULTS = { k: SRE_THROTTLE.k, windowS: SRE_THROTTLE.windowUs / SECOND, seed: 1 }

export const retryThrottle = sliced<Throttle>({
  id: 'retry.throttle',
  source: 'Site Reliability Engineering (Beyer et al., 2016), ch. 21, "Client-side throttling"',
  parameters: [
    { name: 'what', choices: ['sent', 'refusal'] },
    { name: 'k', min: 1, max: 10, whole: false },
    { name: 'requests', min: 1, max: 10_000, whole: true },
    { name: 'accepts', min: 0, max: 10_000, whole: true },
    { name: 'windowS', min: 120, max: 1_200, whole: true },
    SEED,
  ],
  cases: [
    { what: 'sent', requests: 1_000, accepts: 100, ...DEFAULTS },
    { what: 'sent', requests: 1_000, accepts: 300, ...DEFAULTS },
    { what: 'refusal', requests: 10, accepts: 0, ...DEFAULTS },
  ],
  name: ({ what, k, requests, accepts }) =>
    what === 'sent' ? `K=${k} offered ${requests}/s accepted ${accepts}/s` : `K=${k} req=${requests} acc=${accepts}`,
  conflict: ({ requests, accepts }) => (accepts > requests ? { name: 'accepts', min: 0, max: requests } : null),
  *play(setting): Generator<number, Measurement> {
    if (setting.what === 'sent') return yield* steadyState(setting)
    const { k, requests, accepts } = setting
    const p = rejectionProbability({ k, windowUs: 0 }, requests, accepts)
    const published = k === 2 && requests === 10 && accepts === 0
    return { expected: published ? { p: 0.90909 } : null, measured: { p }, tolerance: published ? { p: 5e-6 } : null }
  },
})

/** Two windows to settle, two to measure. */
function* steadyState({ k, requests, accepts, windowS, seed }: Throttle): Generator<number, Measurement> {
  const config: AdaptiveThrottleConfig = { k, windowUs: windowS * SECOND }
  const throttle = newAdaptiveThrottle(config)
  const capacity = { perSecond: accepts, burst: 1 }
  const backend = newRateLimit(capacity)
  const draws = new Draws(seed)
  const fromUs = 2 * config.windowUs
  const untilUs = 4 * config.windowUs
  let sent = 0
  let taken = 0
  for (let n = 0, nowUs = 0; nowUs < untilUs; n++) {
    nowUs = Math.floor((n * SECOND) / requests)
    if (n % requests === 0) yield nowUs / untilUs
    if (!maySend(throttle, config, nowUs, draws.at(0, 0, n, 0).unit())) continue
    if (nowUs >= fromUs) sent++
    if (!mayPass(backend, capacity, nowUs)) continue
    accepted(throttle, nowUs)
    if (nowUs >= fromUs) taken++
  }
  const measured = { 'sent/accepted': sent / taken, 'sent/s': sent / ((untilUs - fromUs) / SECOND) }
  const known = accepts > 0 && accepts * k < requests
  return {
    expected: known ? { 'sent/accepted': k } : null,
    measured,
    tolerance: known ? { 'sent/accepted': ALLOWED * k } : null,
  }
}
