/** What counts: the sentence, the effect card and the objectives' lines take it from one place. */
import { expect, test } from 'vitest'
import { summariseEffect } from '../../src/app/charts/effectRows'
import { objectiveLines } from '../../src/app/objectives'
import { sentence } from '../../src/app/shell/sentence'
import { words } from '../../src/app/words'
import type { Effect } from '../../src/lab/protocol'
import { PRESETS } from '../../src/scenarios/presets/all'
import { validateScenario } from '../../src/scenarios/schema'
import { status, summary, topology } from './shell/fakeStatus'

test('a scenario that promises nothing by itself: 99 %, 1 % stale, a p99 of half of its shortest deadline', () => {
  expect(objectiveLines(PRESETS.storefront)).toEqual({ staleShare: 0.01, okShare: 0.99, p99Us: 500_000 })
  expect(objectiveLines(PRESETS['retry-storm'])).toMatchObject({ p99Us: 750_000, staleShare: null })
  expect(objectiveLines(null)).toEqual({ staleShare: null, okShare: null, p99Us: null })
})

test('what a scenario promises by itself is what its charts draw, the strictest of each kind', () => {
  const objectives = [
    { journey: 'checkout', kind: 'availability' as const, target: 0.999 },
    { journey: 'dashboard', kind: 'availability' as const, target: 0.95 },
    { journey: 'dashboard', kind: 'latency' as const, target: 0.5, thresholdUs: 50_000 },
    { journey: 'checkout', kind: 'latency' as const, target: 0.99, thresholdUs: 400_000 },
  ]
  const lines = objectiveLines(validateScenario({ ...PRESETS.storefront, objectives }))
  expect(lines).toEqual({ staleShare: null, okShare: 0.999, p99Us: 400_000 })
})

test.each([
  [0.0004, false],
  [0.002, true],
])('a share of %d stale reads is told by both the sentence and the effect card, or by neither', (stale, told) => {
  const journey = topology.journeys[0]
  const rows: Effect['rows'] = [{ journey, measure: 'stale', without: 0, with: stale }]
  expect(summariseEffect(rows).changed).toHaveLength(told ? 1 : 0)
  const felt = summary(journey, { staleRatio: stale, staleMaxUs: 3e6 })
  const { effects } = sentence(status({ summary: [felt] }), topology)
  expect(effects.some((clause) => clause.code === 'stale')).toBe(told)
})

test('a replica is cut from its peers, not from a shard that it belongs to', () => {
  const { did, act } = words().faults
  const peers = { from: { node: 'shard-2b' }, to: { shard: 1 } }
  expect(did({ kind: 'cut', link: peers })).toBe('Cut shard-2b from its peers')
  expect(act({ kind: 'heal', link: peers })).toBe('Heal shard-2b to its peers')
  expect(did({ kind: 'cut', link: { from: { node: 'api-1' }, to: { shard: 1 } } })).toBe('Cut api-1 ↔ shard-2')
})
