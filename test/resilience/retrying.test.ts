/** Budgets and throttles: what keeps retries from making things worse. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Draws } from '../../src/kernel'
import {
  SRE_THROTTLE,
  accepted,
  maySend,
  newAdaptiveThrottle,
  rejectionProbability,
} from '../../src/resilience/adaptiveThrottle'
import { handedOn, mayRetry, timeoutWithin } from '../../src/resilience/deadline'
import type { RetryBudgetConfig } from '../../src/resilience/retryBudget'
import { FINAGLE_BUDGET, balanceOf, newRetryBudget, payIn, takeRetry } from '../../src/resilience/retryBudget'
import { newRetryThrottle, retryAllowed, settleAttempt, tokensOf } from '../../src/resilience/retryThrottle'

describe('a retry budget', () => {
  it('lets one retry for every five requests, beside its reserve of ten a second', () => {
    const budget = newRetryBudget(FINAGLE_BUDGET)
    expect(balanceOf(budget, FINAGLE_BUDGET, 0)).toBe(100)
    for (let i = 0; i < 50; i++) payIn(budget, FINAGLE_BUDGET, 0)
    expect(balanceOf(budget, FINAGLE_BUDGET, 0)).toBe(110)
  })

  it('is forgotten after its time: what was paid in and what was taken', () => {
    const config: RetryBudgetConfig = { ttlUs: 10_000, ratio: 0.5, minRetriesPerSecond: 0 }
    const budget = newRetryBudget(config)
    for (let i = 0; i < 4; i++) payIn(budget, config, 0)
    expect([takeRetry(budget, config, 0), takeRetry(budget, config, 0), takeRetry(budget, config, 0)]).toEqual([
      true,
      true,
      false,
    ])
    payIn(budget, config, 9_999)
    payIn(budget, config, 9_999)
    expect(takeRetry(budget, config, 10_000)).toBe(true)
  })

  /** Retries beyond what requests and reserve allow, over any stretch from the start within one time to live. */
  function overdrawn(take: typeof takeRetry, acts: readonly boolean[], ratio: number): boolean {
    const config: RetryBudgetConfig = { ttlUs: 1_000_000, ratio, minRetriesPerSecond: 3 }
    const budget = newRetryBudget(config)
    let requests = 0
    let retries = 0
    return acts.some((isRequest, i) => {
      if (isRequest) {
        payIn(budget, config, i)
        requests++
      } else if (take(budget, config, i)) retries++
      return retries > requests * ratio + 3 + 1e-9
    })
  }
  it('is never overdrawn', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), fc.constantFrom(0, 0.1, 0.2, 1, 2), (acts, ratio) => {
        expect(overdrawn(takeRetry, acts, ratio)).toBe(false)
      }),
    )
  })
  it('planted: a budget that always says yes is overdrawn', () => {
    expect(overdrawn(() => true, [true, false, false, false, false, false], 0.1)).toBe(true)
  })
})

describe('gRPC retry throttling (A6)', () => {
  const config = { maxTokens: 10, tokenRatio: 0.1 }
  it('a failure costs a token, a success gives a tenth; retries stop at half the tokens', () => {
    const throttle = newRetryThrottle(config)
    const allowed = Array.from({ length: 6 }, () => {
      const yes = retryAllowed(throttle, config)
      settleAttempt(throttle, config, true)
      return yes
    })
    expect(allowed).toEqual([true, true, true, true, true, false])
    expect(tokensOf(throttle)).toBe(4)
    for (let i = 0; i < 10; i++) settleAttempt(throttle, config, false)
    expect([tokensOf(throttle), retryAllowed(throttle, config)]).toEqual([5, false])
    settleAttempt(throttle, config, false)
    expect([tokensOf(throttle), retryAllowed(throttle, config)]).toEqual([5.1, true])
  })
  it('stays between nothing and full', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (ends) => {
        const throttle = newRetryThrottle(config)
        for (const failed of ends) {
          settleAttempt(throttle, config, failed)
          expect(tokensOf(throttle)).toBeGreaterThanOrEqual(0)
          expect(tokensOf(throttle)).toBeLessThanOrEqual(10)
        }
      }),
    )
  })
})

describe('adaptive throttling (SRE book, ch. 21)', () => {
  it('refuses nothing while K × accepts keep up, and nearly everything when nothing is accepted', () => {
    expect([10, 20, 21, 0].map((n) => rejectionProbability(SRE_THROTTLE, n, 10))).toEqual([0, 0, 1 / 22, 0])
    expect(rejectionProbability(SRE_THROTTLE, 10, 0)).toBeCloseTo(0.90909, 5)
  })
  it('lets everything through again when two minutes have passed', () => {
    const throttle = newAdaptiveThrottle(SRE_THROTTLE)
    for (let i = 0; i < 1_000; i++) maySend(throttle, SRE_THROTTLE, 0, 0.5)
    expect(maySend(throttle, SRE_THROTTLE, 119_000_000, 0.5)).toBe(false)
    expect(maySend(throttle, SRE_THROTTLE, 121_000_000, 0.5)).toBe(true)
  })
  it('never refuses while the backend accepts everything', () => {
    const throttle = newAdaptiveThrottle(SRE_THROTTLE)
    const draws = new Draws(1).at(0, 0, 0, 0)
    for (let i = 0; i < 5_000; i++) {
      expect(maySend(throttle, SRE_THROTTLE, i * 100, draws.unit())).toBe(true)
      accepted(throttle, i * 100)
    }
  })
})

describe('deadlines', () => {
  it('cut a time-out to what is left, and to nothing when nothing is', () => {
    expect([timeoutWithin(1_000, 0, 300), timeoutWithin(1_000, 900, 300), timeoutWithin(1_000, 950, 300, 100)]).toEqual(
      [300, 100, 0],
    )
  })
  it('are handed on, and never grow on the way', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.array(fc.tuple(fc.nat(50), fc.nat(3_000)), { maxLength: 20 }), (first, hops) => {
        let deadlineUs = first
        let nowUs = 0
        for (const [afterUs, timeoutUs] of hops) {
          nowUs += afterUs
          const next = handedOn(deadlineUs, nowUs, timeoutUs)
          expect(next).toBeLessThanOrEqual(Math.min(deadlineUs, nowUs + timeoutUs))
          deadlineUs = next
        }
      }),
    )
  })
  it('stop a retry that could not be in time', () => {
    expect([mayRetry(1_000, 500, 300, 200), mayRetry(1_000, 500, 301, 200)]).toEqual([true, false])
  })
})
