import { describe, expect, it } from 'vitest'
import { instrumentsText } from '../../../src/lab/instruments'
import { wholeRun } from '../../../src/lab/wholeRun'
import { presetOf } from '../../../src/scenarios/presets'
import type { Scenario } from '../../../src/scenarios/scenario'
import { prometheusText } from '../../../src/telemetry/export'
import { parseExposition, type Family } from './expositionGrammar'

const forUs = 5_000_000
const scenario = presetOf('storefront') as Scenario
const commands = [{ atUs: 1_000_000, afterEvents: 0, command: { kind: 'kill', target: { node: 'shard-2b' } } as const }]
const families = parseExposition(instrumentsText({ scenario, seed: 3, forUs, commands }, 'prometheus'))
const family = (name: string): Family => families.find((f) => f.name === name)!
const sum = (name: string, labels: Record<string, string> = {}): number =>
  family(name)
    .samples.filter((s) => Object.entries(labels).every(([label, value]) => s.labels[label] === value))
    .reduce((all, { value }) => all + value, 0)

describe('Prometheus text', () => {
  it('parses, each family with HELP, TYPE and samples; counters end in _total and never go below zero', () => {
    expect(families.length).toBeGreaterThan(9)
    for (const { name, help, type, samples } of families) {
      expect(help.length, name).toBeGreaterThan(10)
      expect(samples.length, name).toBeGreaterThan(0)
      if (type !== 'counter') continue
      expect(name).toMatch(/_total$/)
      expect(samples.every(({ value }) => value >= 0)).toBe(true)
    }
  })

  it('has histograms whose buckets are cumulative, end at +Inf and agree with their count', () => {
    for (const { name, samples } of families.filter(({ type }) => type === 'histogram')) {
      const series = new Map<string, { le: number; value: number }[]>()
      for (const { name: sample, labels, value } of samples) {
        const { le, ...rest } = labels
        const key = JSON.stringify(rest)
        if (sample === `${name}_bucket`)
          series.set(key, [...(series.get(key) ?? []), { le: le === '+Inf' ? Infinity : Number(le), value }])
        if (sample === `${name}_count`) expect(series.get(key)?.at(-1)).toEqual({ le: Infinity, value })
      }
      for (const buckets of series.values())
        for (let i = 1; i < buckets.length; i++) {
          expect(buckets[i].le).toBeGreaterThan(buckets[i - 1].le)
          expect(buckets[i].value).toBeGreaterThanOrEqual(buckets[i - 1].value)
        }
    }
  })

  it('counts the operations that the run itself counts, by journey', () => {
    const { operations } = wholeRun(scenario, 3, forUs, commands)
    for (const [journey, counts] of Object.entries(operations.byJourney)) {
      const ended = counts.ok + counts.late + counts.failed + counts.unknown
      expect(sum('faultline_operations_total', { journey }), journey).toBe(ended)
    }
    expect(sum('faultline_requests_total', { service: 'balancer' })).toBeGreaterThan(900)
    expect(sum('faultline_messages_dropped_total', { reason: 'nodeDown' })).toBeGreaterThan(0)
  })

  it('times operations as the run itself does: from the intended send, of those answered', () => {
    const { latencyMs } = wholeRun(scenario, 3, forUs, commands)
    for (const [journey, { count, mean }] of Object.entries(latencyMs.byJourney)) {
      const of = (part: string): number =>
        family('faultline_operation_duration_seconds').samples.find(
          (s) => s.name.endsWith(part) && s.labels.journey === journey,
        )!.value
      expect(of('_count'), journey).toBe(count)
      expect(of('_sum') / of('_count'), journey).toBeCloseTo(mean! / 1000, 9)
    }
  })

  it('says whose users they are where users are told apart, and its tenants add up to the whole', () => {
    const hot = presetOf('hot-tenant') as Scenario
    const { operations } = wholeRun(hot, 7, 35_000_000, [])
    const counted = parseExposition(
      instrumentsText({ scenario: hot, seed: 7, forUs: 35_000_000, commands: [] }, 'prometheus'),
    ).find(({ name }) => name === 'faultline_operations_total')!.samples
    expect([...new Set(counted.map(({ labels }) => labels.tenant))].sort()).toEqual(['east', 'north', 'south', 'west'])
    const { ok, late, failed, unknown } = operations
    expect(counted.reduce((all, { value }) => all + value, 0)).toBe(ok + late + failed + unknown)
    const [header, ...rows] = instrumentsText(
      { scenario: hot, seed: 7, forUs: 5_000_000, commands: [] },
      'operations-csv',
    ).split('\r\n')
    expect(header.split(',')[1]).toBe('tenant')
    expect(['north', 'east', 'south', 'west']).toContain(rows[0].split(',')[1])
  })

  it('escapes what a label may hold', () => {
    const points = [{ labels: { service: 'a "b"\\c\nd' }, value: 1 }]
    const text = prometheusText([{ name: 'x_total', help: 'of\nx', unit: '1', kind: 'counter', points }])
    expect(parseExposition(text)).toEqual([
      { name: 'x_total', help: 'of\nx', type: 'counter', samples: [{ name: 'x_total', ...points[0] }] },
    ])
  })
})

describe('the grammar of these tests refuses', () => {
  it.each([
    ['no line feed at the end', '# HELP a b\n# TYPE a gauge\na 1'],
    ['a sample without its family', 'a 1\n'],
    ['a family without help', '# TYPE a gauge\na 1\n'],
    ['a quote that is not escaped', '# HELP a b\n# TYPE a gauge\na{l="x"y"} 1\n'],
    ['the same sample twice', '# HELP a b\n# TYPE a gauge\na 1\na 2\n'],
    ['what is no number', '# HELP a b\n# TYPE a gauge\na one\n'],
  ])('%s', (_, text) => {
    expect(() => parseExposition(text)).toThrow()
  })
})
