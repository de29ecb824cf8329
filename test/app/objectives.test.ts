/** What counts: the sentence, the effect card and the objectives' lines take it from one place. */
import { expect, test } from 'vitest'
import { summariseEffect } from '../../src/app/charts/effectRows'
import { FELT, objectivesOf } from '../../src/app/objectives'
import { sentence } from '../../src/app/shell/sentence'
import { words } from '../../src/app/words'
import type { Effect } from '../../src/lab/protocol'
import { PRESETS } from '../../src/scenarios/presets'
import { status, summary, topology } from './shell/fakeStatus'

test('the latency objective is half of the scenario’s shortest deadline', () => {
  expect(objectivesOf(PRESETS.storefront)).toEqual({ staleShare: 0.01, okShare: 0.99, p99Us: 500_000 })
  expect(objectivesOf(PRESETS['retry-storm']).p99Us).toBe(750_000)
  expect(objectivesOf(null).p99Us).toBe(FELT.slowUs / 2)
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
