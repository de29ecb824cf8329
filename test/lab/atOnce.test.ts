/** The two requests that are taken before the gate is loaded: what passes is exactly what the gate would let pass. */
import { describe, expect, it } from 'vitest'
import { checkTick, isTick, plainOpening } from '../../src/lab/atOnce'
import { checkRequest } from '../../src/lab/checkRequest'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'

const run = {
  engine: ENGINE_VERSION,
  scenario: 'storefront',
  seed: 7,
  policies: {},
  commands: [],
  horizonUs: 30_000_000,
}
const tick = { do: 'tick', virtualUs: 16_667, budgetMs: 8, chart: { fromUs: -5, toUs: 60e6, steps: 200 }, recycle: [] }

describe('a preset at its beginning', () => {
  it('passes, and means what it means at the gate', () => {
    const opening = plainOpening({ do: 'open', run })
    expect(opening?.run).toEqual(run)
    expect(checkRequest({ do: 'open', run })).toMatchObject({ ...opening })
  })

  it.each<[string, object]>([
    ['another engine', { engine: '0' }],
    ['a scenario that is not a preset', { scenario: 'constructor' }],
    ['a whole scenario', { scenario: { id: 'storefront' } }],
    ['a seed that is no whole number', { seed: 1.5 }],
    ['a negative seed', { seed: -1 }],
    ['policies', { policies: { retry: 'x' } }],
    ['commands', { commands: [{ atUs: 0, afterEvents: 0, command: { do: 'kill', at: { node: 0 } } }] }],
    ['no horizon', { horizonUs: NaN }],
    ['a horizon beyond a day', { horizonUs: 1e12 }],
  ])('is left to the gate with %s', (_, change) => {
    expect(plainOpening({ do: 'open', run: { ...run, ...change } })).toBeNull()
  })

  it('is left to the gate with a fingerprint to verify, and so is everything else', () => {
    expect(plainOpening({ do: 'open', run, expect: { hex: '0', atUs: 0, events: 0 } })).toBeNull()
    for (const other of [null, 'open', {}, { do: 'open' }, { do: 'restore', run }, tick]) {
      expect(plainOpening(other)).toBeNull()
    }
  })
})

describe('a tick', () => {
  it('passes with nothing but what it names', () => {
    expect(isTick(tick)).toBe(true)
    expect(checkTick({ ...tick, more: 1 })).toEqual(tick)
    expect(checkTick({ ...tick, chart: null, recycle: [new ArrayBuffer(8)] })).toMatchObject({ chart: null })
  })

  it.each<[string, object]>([
    ['virtualUs', { virtualUs: 0.5 }],
    ['virtualUs', { virtualUs: 1e12 }],
    ['budgetMs', { budgetMs: Infinity }],
    ['chart', { chart: 7 }],
    ['chart.fromUs', { chart: { ...tick.chart, fromUs: NaN } }],
    ['chart.toUs', { chart: { ...tick.chart, toUs: -1 } }],
    ['chart.steps', { chart: { ...tick.chart, steps: 1e9 } }],
    ['recycle', { recycle: [1] }],
    ['recycle', { recycle: Array.from({ length: 99 }, () => new ArrayBuffer(1)) }],
  ])('is refused for its %s', (field, change) => {
    expect(() => checkTick({ ...tick, ...change })).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        params: expect.objectContaining({ field }) as object,
      }) as Error,
    )
  })
})
