import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../src/lessons/figures'
import { checkFigures, condition, figure } from '../../../src/lessons/figures/schema'
import { FaultlineError } from '../../../src/kernel'
import { presetOf } from '../../../src/scenarios/presets'
import { read } from '../../../src/scenarios/schema/fields'
import { small } from '../../lab/runs'

const params = (refused: () => unknown): unknown => {
  try {
    refused()
  } catch (error) {
    if (error instanceof FaultlineError) return { code: error.code, ...error.params }
    throw error
  }
  return null
}
const problemOf = (value: unknown) => params(() => read(condition, value, 'lesson.invalid'))
const unfit = (of: Condition['of'], scenario = small) => params(() => checkFigures(scenario, [{ of, atMost: 0 }]))

describe('a condition from outside', () => {
  it('is taken as it is where its figure is known and its fields fit', () => {
    const given: unknown[] = [
      { of: { figure: 'okShare', journey: 'buy', fromS: 1, toS: 2, shards: [0] }, atLeast: 0.99 },
      { of: { figure: 'timeShare', group: 'store', part: 'queueing' }, atLeast: 0.5 },
      { of: { figure: 'broken', guarantee: 'linearizable' }, atMost: 0 },
    ]
    for (const one of given) expect(read(condition, one, 'lesson.invalid')).toEqual(one)
    expect(read(figure, { figure: 'count' }, 'lesson.invalid')).toEqual({ figure: 'count' })
  })

  it.each([
    [
      { of: { figure: 'beauty' }, atMost: 0 },
      { field: 'of.figure', problem: 'notOneOf', got: '"beauty"' },
    ],
    [
      { of: { figure: 'okShare', journey: 3 }, atMost: 0 },
      { field: 'of.journey', problem: 'wrongType', got: '3' },
    ],
    [
      { of: { figure: 'latencyMs', quantile: 99 }, atMost: 0 },
      { field: 'of.quantile', problem: 'outOfRange' },
    ],
    [
      { of: { figure: 'latencyMs' }, atMost: 0 },
      { field: 'of.quantile', problem: 'missing' },
    ],
    [
      { of: { figure: 'count', fromS: 5, toS: 2 }, atMost: 0 },
      { field: 'of.toS', problem: 'windowUpsideDown' },
    ],
    [
      { of: { figure: 'count', toS: 0 }, atMost: 0 },
      { field: 'of.toS', problem: 'windowUpsideDown' },
    ],
    [
      { of: { figure: 'count', colour: 'red' }, atMost: 0 },
      { field: 'of.colour', problem: 'unknownField' },
    ],
    [
      { of: { figure: 'count' }, atMost: '3' },
      { field: 'atMost', problem: 'wrongType' },
    ],
    [{ of: { figure: 'count' } }, { field: 'atLeast', problem: 'missing' }],
    [
      { of: { figure: 'count' }, atMost: 1, atLeast: 0 },
      { field: 'atLeast', problem: 'unknownField' },
    ],
    [
      { of: null, atMost: 1 },
      { field: 'of', problem: 'wrongType' },
    ],
    [7, { field: '', problem: 'wrongType' }],
  ])('%j is refused by its field', (value, expected) => {
    expect(problemOf(value)).toMatchObject({ code: 'lesson.invalid', ...expected })
  })
})

describe('names that a scenario does not have', () => {
  it.each([
    [
      { figure: 'count', journey: 'sell' },
      { field: '[0].of.journey', allowed: 'buy', got: '"sell"' },
    ],
    [
      { figure: 'utilisationMax', group: 'cache' },
      { field: '[0].of.group', allowed: 'users, api, store' },
    ],
    [
      { figure: 'utilisationMax', group: 'api' },
      { problem: 'noWorkers', allowed: 'store' },
    ],
    [
      { figure: 'okShare', shards: [0, 3] },
      { field: '[0].of.shards', problem: 'outOfRange', allowed: '0 to 0' },
    ],
    [
      { figure: 'okShare', step: 2 },
      { field: '[0].of.step', problem: 'outOfRange', allowed: '0 to 1' },
    ],
    [
      { figure: 'troubleS', trouble: 'slow', node: 'shard-2a' },
      { field: '[0].of.node', allowed: 'users, api-1, api-2, shard-1a, shard-1b, shard-1c' },
    ],
    [
      { figure: 'troubleS', trouble: 'cut', node: 'users' },
      { field: '[0].of.other', problem: 'notOneOf', allowed: 'api-1, api-2' },
    ],
    [
      { figure: 'troubleS', trouble: 'slow', node: 'api-1', other: 'users' },
      { field: '[0].of.other', problem: 'unknownField' },
    ],
    [{ figure: 'keysMoved' }, { problem: 'needsShardsMax' }],
  ] satisfies [Condition['of'], object][])('%j is refused', (of, expected) => {
    expect(unfit(of)).toMatchObject({ code: 'lesson.figure', ...expected })
  })

  it('and guarantees that cannot be judged there', () => {
    const payments = presetOf('payments')!
    expect(unfit({ figure: 'broken', guarantee: 'linearizable', journey: 'dashboard' }, payments)).toMatchObject({
      problem: 'notJudged',
      field: '[0].of.journey',
    })
    expect(unfit({ figure: 'broken', guarantee: 'linearizable' })).toBeNull()
  })

  it('nothing is wrong with what it has', () => {
    expect(unfit({ figure: 'timeShare', group: 'store', part: 'disk', journey: 'buy' })).toBeNull()
    expect(unfit({ figure: 'budgetSpent', journey: 'buy' })).toBeNull()
    expect(unfit({ figure: 'effectsRepeated' })).toBeNull()
    expect(unfit({ figure: 'troubleS', trouble: 'slow', node: 'shard-1a' })).toBeNull()
    expect(unfit({ figure: 'troubleS', trouble: 'cut', node: 'shard-1a', other: 'api-1' })).toBeNull()
  })
})
