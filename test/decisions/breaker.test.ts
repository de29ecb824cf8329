/** When a breaker opens and closes, and who may try: by what is built in, the same as policies, and by others. */
import { describe, expect, it } from 'vitest'
import afterWaitText from '../../src/decisions/breakerTrial/afterWait.ts?raw'
import oneInTenText from '../../src/decisions/breakerTrial/oneInTen.ts?raw'
import patientText from '../../src/decisions/breakerTrial/patient.ts?raw'
import inARowText from '../../src/decisions/breakerTrip/inARow.ts?raw'
import neverText from '../../src/decisions/breakerTrip/never.ts?raw'
import sharesText from '../../src/decisions/breakerTrip/shares.ts?raw'
import { BREAKER_MODES, BREAKER_PRESETS } from '../../src/resilience/breaker'
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { webShop } from '../../src/scenarios/presets/webShop'
import type { Scenario } from '../../src/scenarios/scenario'
import type { Played } from './play'
import { expectSameRun, play } from './play'

const SECOND = 1_000_000
const LONG = { forUs: 7 * SECOND }

/** The servers hang from the first second to the fifth. */
const hanging = (breaker: CallPolicySpec['breaker']): Scenario => ({
  ...webShop('hanging', {
    journeys: [{ id: 'browse', ratePerSecond: 100, deadlineUs: 2 * SECOND, steps: [{ op: 'call' }] }],
    faults: [
      { atUs: SECOND, kind: 'stall', target: { group: 'web' } },
      { atUs: 5 * SECOND, kind: 'resume', target: { group: 'web' } },
    ],
  }),
  policies: [{ from: 'customers', to: 'balancer', timeoutUs: 600_000, breaker }],
})
const plainBreaker = { window: 20, minimumCalls: 10, failureRate: 0.5, openUs: SECOND, trials: 3 }
const scenario = hanging(plainBreaker)
const plain = play(scenario, null, LONG)

/** Trials that a breaker let through. */
const openings = ({ modes }: Played): number =>
  modes.filter((change) => change.endsWith(` ${BREAKER_MODES.indexOf('open')}`)).length
const medianUs = (took: number[]): number => took.sort((a, b) => a - b)[Math.floor(took.length / 2)]

describe('the built-in decisions as policies', () => {
  const quick = { ...BREAKER_PRESETS.hystrix, openUs: SECOND }
  it.each([
    ['a window of calls', plainBreaker],
    ['cells of time', quick],
    ['every call asked for', { ...BREAKER_PRESETS.opossum, openUs: SECOND }],
    ['failures in a row', { ...BREAKER_PRESETS.gobreaker, openUs: SECOND }],
  ])('run the very same run: %s', (_, breaker) => {
    expect(openings(expectSameRun(hanging(breaker), ['breakerTrip', sharesText], LONG))).toBeGreaterThan(1)
    expectSameRun(hanging(breaker), ['breakerTrial', afterWaitText], LONG)
  })
})

describe('when it opens', () => {
  it('never: whoever calls waits for every timeout', () => {
    const never = play(scenario, ['breakerTrip', neverText], LONG)
    expect(never.modes).toEqual([])
    expect(medianUs(plain.failedUs)).toBe(0)
    expect(medianUs(never.failedUs)).toBe(600_000)
  })
  it('after five failures in a row: sooner than by shares', () => {
    const inARow = play(scenario, ['breakerTrip', inARowText], LONG)
    const until = ({ sentUs }: Played): number => sentUs.filter((us) => us > SECOND && us < 2 * SECOND).length
    expect(until(inARow)).toBeLessThan(until(plain))
  })
  it('closed by its answer while half-open only', () => {
    const closing = "export default function close() { return 'close' }"
    expect(play(scenario, ['breakerTrip', closing], LONG).modes).toEqual([])
  })
})

describe('who may try', () => {
  it('one in ten: trials all the time', () => {
    const oneInTen = play(scenario, ['breakerTrial', oneInTenText], LONG)
    expect(oneInTen.sentUs.filter((us) => us > 2 * SECOND && us < 3 * SECOND).length).toBeGreaterThan(3)
  })
  it('ever longer waits: fewer openings from one to the next', () => {
    const impatient = 'export default function soon({ modeForUs }) { return modeForUs > 500000 }'
    const soon = play(scenario, ['breakerTrial', impatient], LONG)
    const patient = play(scenario, ['breakerTrial', patientText], LONG)
    expect(openings(patient)).toBeGreaterThan(1)
    expect(openings(patient)).toBeLessThan(openings(soon))
  })
  it('nobody: an open breaker stays open', () => {
    const nobody = play(scenario, ['breakerTrial', 'export default function no() { return false }'], LONG)
    expect(nobody.modes).toHaveLength(1)
  })
})
