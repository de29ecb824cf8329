import { expect, test } from 'vitest'
import { isWorse, summariseEffect } from '../../../src/app/charts/effectRows'
import { withItsWords, words } from '../../../src/app/words'
import type { Effect } from '../../../src/lab/protocol'

await withItsWords(Promise.resolve())
const { charts } = words()

type Row = Effect['rows'][number]
const row = (journey: string, measure: Row['measure'], without: number, after: number): Row => ({
  journey,
  measure,
  without,
  with: after,
})

test('changed figures come first, the worst at the top; the rest is called unchanged by name', () => {
  const told = summariseEffect([
    row('checkout', 'ok', 1, 0.999),
    row('checkout', 'p99', 100e3, 110e3),
    row('dashboard', 'p99', 100e3, 200e3),
    row('dashboard', 'stale', 0, 0.12),
  ])
  expect(told.changed.map(({ journey, measure }) => `${journey} ${measure}`)).toEqual([
    'dashboard stale',
    'dashboard p99',
  ])
  expect(told.unchanged).toEqual(['checkout'])
})

test('a journey that nobody asked for is neither changed nor unchanged', () => {
  const told = summariseEffect([row('report', 'ok', NaN, NaN)])
  expect(told).toEqual({ changed: [], unchanged: [], untold: ['report'] })
})

test('fewer successes and more of anything else are worse', () => {
  expect(isWorse(row('a', 'ok', 1, 0.5))).toBe(true)
  expect(isWorse(row('a', 'stale', 0.2, 0.1))).toBe(false)
  expect(isWorse(row('a', 'p99', 1, 2))).toBe(true)
})

test('before and after share their unit where they can', () => {
  expect(charts.effect.change('stale', 0, 0.12)).toBe('0 → 12 %')
  expect(charts.effect.change('p99', 112e3, 190e3)).toBe('112 → 190 ms')
  expect(charts.effect.change('p99', 800e3, 2.4e6)).toBe('800 ms → 2.4 s')
})
