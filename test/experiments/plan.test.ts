import { expect, test } from 'vitest'
import { EXPERIMENTS, planCases } from '../../src/experiments'
import { isMet } from '../../src/experiments/experiment'
import { readParameter } from '../../src/experiments/parameter'

const refusal = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    const { code, params } = error as { code: string; params: unknown }
    return { code, params }
  }
}

test('without names, every case of every experiment, each once', () => {
  const all = planCases([], {})
  expect(all).toHaveLength(EXPERIMENTS.reduce((sum, { cases }) => sum + cases.length, 0))
  expect(new Set(all.map(({ id, caseName }) => `${id} ${caseName}`)).size).toBe(all.length)
})
test('cases that a replaced parameter makes the same are run once', () => {
  expect(planCases(['queue.mm1'], { rho: 0.7 })).toHaveLength(1)
  expect(planCases(['queue.mg1'], { rho: 0.7 })).toHaveLength(4)
})
test('of those, the one that was so from the start lends the settings that nobody replaced', () => {
  const [only, ...others] = planCases(['pbs.table'], { fit: 'LNKD-DISK', R: '1', W: '2' })
  expect(others).toEqual([])
  expect(only).toMatchObject({ caseName: 'LNKD-DISK R1W2', settings: { fit: 'LNKD-DISK', N: 3, R: 1, W: 2 } })
})
test('a text has a form', () => {
  const timeout = { name: 'timeout', form: /\d+-\d+/, example: '150-300' }
  expect(readParameter(timeout, '150-200')).toBe('150-200')
  for (const got of ['', '150', '150-200-', 'x150-200'])
    expect(refusal(() => readParameter(timeout, got))).toMatchObject({
      code: 'experiment.form',
      params: { name: 'timeout', got, example: '150-300' },
    })
})
test('figures may differ by what is allowed, words not at all', () => {
  expect([isMet(1, 1.5, 0.5), isMet(1, 1.6, 0.5), isMet('a', 'a', 0), isMet('a', 'b', 9), isMet(1, '1', 0)]).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
})
test('refusals name what is wrong and what is allowed', () => {
  expect(refusal(() => planCases(['nonsense'], {}))).toMatchObject({ code: 'experiment.unknown' })
  expect(refusal(() => planCases(['queue.mm1'], { trials: 5 }))).toMatchObject({
    code: 'experiment.parameter',
    params: { name: 'trials', allowed: 'rho, customers, seed' },
  })
  expect(refusal(() => planCases(['queue.mm1'], { rho: 1 }))).toMatchObject({
    code: 'experiment.value',
    params: { name: 'rho', got: '1', max: 0.995 },
  })
  expect(refusal(() => planCases(['queue.mm1'], { customers: 2000.5 }))).toMatchObject({ code: 'experiment.whole' })
  for (const rho of ['', ' ', 'much', 'NaN', '1e999', '-1'])
    expect(refusal(() => planCases(['queue.mm1'], { rho }))).toMatchObject({ code: 'experiment.value' })
  expect(refusal(() => planCases(['pbs.table'], { fit: 'toString' }))).toMatchObject({
    code: 'experiment.choice',
    params: { name: 'fit', got: 'toString', allowed: 'LNKD-SSD, LNKD-DISK, YMMR' },
  })
  expect(refusal(() => planCases(['queue.mm1'], { constructor: 1 }))).toMatchObject({ code: 'experiment.parameter' })
  expect(refusal(() => planCases(['pbs.table'], { N: 2, R: 1 }))).toMatchObject({ params: { name: 'W', max: 2 } })
})
