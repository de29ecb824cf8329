import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Objective } from '../../src/telemetry/slo'
import {
  RECOMMENDED_ALERTS,
  budgetSpent,
  burnFor,
  burnRate,
  detectionUs,
  exhaustionUs,
  judgeAlert,
  newAlert,
  recordOperations,
  resetUs,
} from '../../src/telemetry/slo'

const MINUTE = 60_000_000
const HOUR = 60 * MINUTE
const month: Objective = { target: 0.999, periodUs: 30 * 24 * HOUR }

describe('the error budget', () => {
  it('lasts its period at a burn rate of 1', () => {
    expect(burnRate(month, 1, 1_000)).toBeCloseTo(1, 9)
    expect(burnRate(month, 0, 0)).toBe(0)
    expect([exhaustionUs(month, 1), exhaustionUs(month, 10)]).toEqual([month.periodUs, month.periodUs / 10])
  })
  it('burn rates of the recommended alerts spend 2, 5 and 10 %', () => {
    expect(RECOMMENDED_ALERTS.map(({ burn, longUs }) => budgetSpent(month, burn, longUs))).toEqual([0.02, 0.05, 0.1])
    expect(burnFor(month, 0.02, HOUR)).toBeCloseTo(14.4, 9)
  })
  it('a total outage is noticed within a minute; a burn below the rule never', () => {
    expect(detectionUs(month, 1, HOUR, 14.4) / 1e6).toBeCloseTo(51.84, 6)
    expect(detectionUs(month, 0.0143, HOUR, 14.4)).toBe(Infinity)
    expect(resetUs(month, 1, HOUR, 36) / MINUTE).toBeCloseTo(57.84, 6)
  })
})

describe('an alert', () => {
  const [rule] = RECOMMENDED_ALERTS
  const stepUs = MINUTE
  /** What an hour of good operations and then these shares of errors, minute by minute, make it say. */
  function play(errors: readonly number[]): { saidAt: string[]; burning: boolean[] } {
    const alert = newAlert(rule, stepUs)
    const all = [...Array<number>(60).fill(0), ...errors]
    const saidAt: string[] = []
    const burning = all.map((error, minute) => {
      recordOperations(alert, 1_000, Math.floor(error * 1_000), minute * MINUTE)
      const said = judgeAlert(alert, rule, month, minute * MINUTE)
      if (said) saidAt.push(`${said} ${minute - 60}`)
      return alert.firingSinceUs >= 0
    })
    return { saidAt, burning }
  }
  it('fires once both windows burn, and ends with the short one', () => {
    // 15 % for ten minutes: the hour has its 1.44 % after the sixth, the five minutes lose theirs five after the tenth.
    const { saidAt } = play([...Array<number>(10).fill(0.15), ...Array<number>(20).fill(0)])
    expect(saidAt).toEqual(['fires 5', 'ends 14'])
  })
  it('says nothing of a short blip', () => {
    expect(play([0.15, 0.15, 0, 0, 0, 0]).saidAt).toEqual([])
  })
  it('fires exactly while both windows burn fast enough', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 0.01, 0.05, 1), { maxLength: 90 }), (errors) => {
        const all = [...Array<number>(60).fill(0), ...errors]
        const bad = (minute: number, window: number) => {
          const part = all.slice(Math.max(0, minute + 1 - window), minute + 1)
          return part.reduce((sum, error) => sum + Math.floor(error * 1_000), 0) / part.length
        }
        play(errors).burning.forEach((burns, minute) => {
          expect(burns).toBe(bad(minute, 60) >= 14.4 - 1e-6 && bad(minute, 5) >= 14.4 - 1e-6)
        })
      }),
    )
  })
})
