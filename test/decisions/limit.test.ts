/** How a concurrency limit moves: by what is built in, the same as a policy, and by others; on calls and at a service's door. */
import { describe, expect, it } from 'vitest'
import againstBest from '../../src/decisions/limit/againstBest.ts?raw'
import aimd from '../../src/decisions/limit/aimd.ts?raw'
import { LIMIT } from '../../src/decisions/limit/contract'
import fixed from '../../src/decisions/limit/fixed.ts?raw'
import gradient from '../../src/decisions/limit/gradient.ts?raw'
import vegas from '../../src/decisions/limit/vegas.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import { slowDependency } from '../../src/scenarios/presets/slowDependency'
import type { LimitSpec } from '../../src/resilience/limit'
import type { Scenario } from '../../src/scenarios/scenario'
import { expectSameRun, play } from './play'

const SECOND = 1_000_000
const LONG = { forUs: 4 * SECOND }
const LONGER = { forUs: 8 * SECOND }

const LAWS: [string, LimitSpec, string][] = [
  ['fixed', { kind: 'fixed', limit: 6 }, fixed],
  ['aimd', { kind: 'aimd', initial: 6, min: 2 }, aimd],
  ['gradient', { kind: 'gradient', initial: 6, min: 2 }, gradient],
  ['vegas', { kind: 'vegas', initial: 6 }, vegas],
]
/** The recommendations take long for a while, and calls of them are limited. */
const onCalls = (limit: LimitSpec): Scenario => ({
  ...slowDependency,
  policies: [{ from: 'api', to: 'recommendations', timeoutUs: 300_000, limit, fallback: [{ kind: 'default' }] }],
  faults: [{ atUs: SECOND, kind: 'stall', target: { group: 'recommendations' } }],
})
/** More comes than can be served. */
const atDoor = (limit: LimitSpec): Scenario => ({
  ...PRESETS.overload,
  groups: PRESETS.overload.groups.map((group) =>
    'capacity' in group && group.capacity ? { ...group, capacity: { ...group.capacity, admission: { limit } } } : group,
  ),
})
const TOO_MANY = 'export default () => 1_000'

describe('the built-in law as a policy', () => {
  it.each(LAWS)('runs the very same run on calls: %s', (_, spec, text) => {
    const plain = expectSameRun(onCalls(spec), ['limit', text], LONG)
    expect(plain.did.get('rejected limitReached')).toBeGreaterThan(0)
  })
  it.each(LAWS)('runs the very same run at the door: %s', (_, spec, text) => {
    const scenario = atDoor(spec)
    const plain = expectSameRun(scenario, ['limit', text], LONGER)
    expect(play(scenario, ['limit', TOO_MANY], LONGER).fingerprint).not.toBe(plain.fingerprint)
  })
})

describe('other code', () => {
  it('lets through what the law turned away', () => {
    const scenario = onCalls({ kind: 'fixed', limit: 2 })
    const rejected = (text: string | null) =>
      play(scenario, ['limit', text], LONG).did.get('rejected limitReached') ?? 0
    expect(rejected(TOO_MANY)).toBeLessThan(rejected(null) / 2)
  })
  it('against the best seen: shrinks where answers take long, so that more are turned away', () => {
    const scenario = onCalls({ kind: 'fixed', limit: 60 })
    const rejected = (text: string | null) =>
      play(scenario, ['limit', text], LONG).did.get('rejected limitReached') ?? 0
    expect(rejected(againstBest)).toBeGreaterThan(rejected(null))
  })
})

describe('an answer', () => {
  const context = {} as Parameters<typeof LIMIT.problemOf>[1]
  it.each([
    [1, null],
    [12.5, null],
    [0, 'outOfRange'],
    [-3, 'outOfRange'],
    [Infinity, 'notNumber'],
    [NaN, 'notNumber'],
    ['9', 'notNumber'],
  ])('of %s: %s', (answer, code) => {
    expect(LIMIT.problemOf(answer, context)?.code ?? null).toBe(code)
  })
})
