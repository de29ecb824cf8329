import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../src/scenarios/presets/all'
import { parseScenario, validateScenario } from '../../src/scenarios/schema'
import { changed, refusalOf } from './gate'

const storefront = PRESETS.storefront
const refused = (path: string, value: unknown) => refusalOf(() => validateScenario(changed(path, value)))

describe('text that is no scenario is refused with one clear error', () => {
  it.each([
    ['not json', '{', 'scenario.text', { problem: 'notJson', line: 1, column: 2 }],
    ['empty', '', 'scenario.text', { problem: 'empty' }],
    ['blank', ' \n\t ', 'scenario.text', { problem: 'empty' }],
    ['array', '[]', 'scenario.invalid', { problem: 'wrongType' }],
    ['null', 'null', 'scenario.invalid', { problem: 'wrongType' }],
    ['a number', '12', 'scenario.invalid', { problem: 'wrongType' }],
    ['no version', '{}', 'scenario.invalid', { field: 'version', problem: 'missing', allowed: '1' }],
    ['unknown version', '{"version": 99999}', 'scenario.version', { allowed: '1', got: '99999' }],
    ['version as text', '{"version": "1"}', 'scenario.version', { allowed: '1', got: '"1"' }],
    [
      'prototype key',
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"x": 1}}}',
      'scenario.invalid',
      { field: '__proto__', problem: 'forbiddenKey' },
    ],
    ['deep', '['.repeat(20000) + ']'.repeat(20000), 'scenario.text', { problem: 'tooDeep', allowed: '0 to 20' }],
    ['huge number', '{"version": 1e999}', 'scenario.invalid', { field: 'version', problem: 'notFinite' }],
    ['long string', `{"version": "${'x'.repeat(5_000_000)}"}`, 'scenario.text', { problem: 'tooLong', got: '5000015' }],
    ['long name', `{"version": 1, "id": "${'x'.repeat(61)}"}`, 'scenario.invalid', { field: 'id', problem: 'tooLong' }],
    ['trailing comma', '{\n  "version": 1,\n}', 'scenario.text', { line: 3, column: 1 }],
    ['two values', '{} {}', 'scenario.text', { column: 4 }],
    ['a control character', '{"a": "\u0001"}', 'scenario.text', { column: 7 }],
    ['many values', `{"version": 1, "x": [${'0,'.repeat(400_000)}0]}`, 'scenario.invalid', { problem: 'tooMany' }],
  ])('%s', (_, text, code, params) => {
    const refusal = refusalOf(() => parseScenario(text))
    expect(refusal).toMatchObject({ code, ...params })
    expect(JSON.stringify(refusal).length).toBeLessThan(500)
  })

  it('and leaves every prototype alone', () => {
    refusalOf(() => parseScenario('{"__proto__": {"polluted": 1}}'))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('a byte order mark before good text is no fault', () => {
    expect(parseScenario('\ufeff' + JSON.stringify(storefront))).toEqual(storefront)
  })
})

describe('a bad field is named, with what is wrong and what is allowed', () => {
  it.each([
    ['groups.2.capacity.workers', 1000, 'groups[2].capacity.workers', 'outOfRange', '0 to 64'],
    ['groups.2.capacity.workers', -1, 'groups[2].capacity.workers', 'outOfRange', '0 to 64'],
    ['groups.2.capacity.workers', 1.5, 'groups[2].capacity.workers', 'notWhole', '0 to 64'],
    ['groups.2.capacity.workers', '4', 'groups[2].capacity.workers', 'wrongType', '0 to 64'],
    ['groups.2.capacity.workers', NaN, 'groups[2].capacity.workers', 'notFinite', ''],
    ['groups.2.capacity.workers', undefined, 'groups[2].capacity.workers', 'missing', '0 to 64'],
    ['groups.2.capacity.wrokers', 4, 'groups[2].capacity.wrokers', 'unknownField', 'workers, queue, service, onFull'],
    ['groups.2.count', 1_000_000, 'groups[2].count', 'outOfRange', '1 to 100'],
    ['groups.2.count', null, 'groups[2].count', 'wrongType', '1 to 100'],
    ['groups.0.journeys.0.ratePerSecond', -5, 'groups[0].journeys[0].ratePerSecond', 'outOfRange', '0.001 to 10000'],
    ['groups.0.journeys.0.ratePerSecond', Infinity, 'groups[0].journeys[0].ratePerSecond', 'notFinite', ''],
    ['groups.2.role', 'robot', 'groups[2].role', 'notOneOf', 'clients, balancer, api'],
    ['groups.1.strategy', 'fastest', 'groups[1].strategy', 'notOneOf', 'roundRobin, random, leastOutstanding'],
    ['groups.2.id', 'a b', 'groups[2].id', 'notName', 'a-z 0-9 -'],
    ['groups.2.id', 'constructor', 'groups[2].id', 'reservedName', 'a-z 0-9 -'],
    ['zones.0', '<script>', 'zones[0]', 'notName', 'a-z 0-9 -'],
    ['latency.of.0.spec.kind', 'cauchy', 'latency.of[0].spec.kind', 'notOneOf', 'constant, uniform'],
    ['latency.of.0.spec.alpha', 0, 'latency.of[0].spec.alpha', 'outOfRange', '0.5 to 100'],
    ['crossZoneUs', 0.5, 'crossZoneUs', 'notWhole', '0 to 3600000000'],
    ['groups', {}, 'groups', 'wrongType', '[1 to 40]'],
    ['links.0.loss', 1.01, 'links[0].loss', 'outOfRange', '0 to 1'],
    ['layout.api.x', 101, 'layout.api.x', 'outOfRange', '0 to 100'],
    ['openAtUs', 86_400_000_000, 'openAtUs', 'outOfRange', '0 to 600000000'],
  ])('%s = %s', (path, value, field, problem, allowed) => {
    const refusal = refused(path, value)
    expect(refusal).toMatchObject({ code: 'scenario.invalid', field, problem })
    expect(String(refusal.allowed).startsWith(allowed)).toBe(true)
    expect(String(refusal.got).length).toBeLessThanOrEqual(60)
  })

  it.each(['hasOwnProperty', 'toString', 'valueOf', '__defineGetter__'])('%s is no field anywhere', (key) => {
    expect(refused(`groups.3.replication.${key}`, 1)).toMatchObject({ problem: 'forbiddenKey' })
    expect(refused(`layout.${key}`, { x: 1, y: 1 })).toMatchObject({ problem: 'forbiddenKey' })
  })

  it('data that no JSON text could give is refused: cycles, classes, functions', () => {
    const cycle: Record<string, unknown> = { version: 1 }
    cycle.self = cycle
    expect(refusalOf(() => validateScenario(cycle))).toMatchObject({ problem: 'tooDeep' })
    expect(refused('zones', new Map())).toMatchObject({ field: 'zones', problem: 'wrongType' })
    expect(refused('zones', () => [])).toMatchObject({ field: 'zones', problem: 'wrongType' })
    expect(refused('zones', new Array(1_000_000_000))).toMatchObject({ field: 'zones', problem: 'tooMany' })
  })
})

describe('distributions', () => {
  const given = (value: unknown) => () => validateScenario(changed('groups.3.disk', value))

  it.each([
    [{ kind: 'constant', us: 5 }],
    [{ kind: 'uniform', minUs: 5, maxUs: 5 }],
    [{ kind: 'exponential', meanUs: 5, plusUs: 1 }],
    [{ kind: 'normal', meanUs: 5, sdUs: 0 }],
    [
      {
        kind: 'empirical',
        points: [
          [0, 1],
          [0.5, 1],
          [1, 9],
        ],
      },
    ],
  ])('%j is one', (value) => {
    expect(given(value)).not.toThrow()
  })

  it.each([
    [{ kind: 'uniform', minUs: 6, maxUs: 5 }, 'groups[3].disk', 'notAscending'],
    [{ kind: 'mixture', of: [] }, 'groups[3].disk.of', 'tooFew'],
    [{ kind: 'mixture', of: [{ weight: 0, spec: { kind: 'constant', us: 1 } }] }, 'groups[3].disk.of', 'noWeight'],
    [
      {
        kind: 'empirical',
        points: [
          [0.1, 1],
          [1, 9],
        ],
      },
      'groups[3].disk.points',
      'notFromZeroToOne',
    ],
    [
      {
        kind: 'empirical',
        points: [
          [0, 9],
          [1, 1],
        ],
      },
      'groups[3].disk.points',
      'notAscending',
    ],
    [
      {
        kind: 'empirical',
        points: [
          [0, 9, 3],
          [1, 10],
        ],
      },
      'groups[3].disk.points[0][2]',
      'wrongType',
    ],
  ])('%j is none', (value, field, problem) => {
    expect(refusalOf(given(value))).toMatchObject({ code: 'scenario.invalid', field, problem })
  })

  it('nested without end are refused, not followed', () => {
    let nested: unknown = { kind: 'constant', us: 1 }
    for (let i = 0; i < 5_000; i++) nested = { kind: 'mixture', of: [{ weight: 1, spec: nested }] }
    expect(refusalOf(given(nested))).toMatchObject({ problem: 'tooDeep' })
  })
})
