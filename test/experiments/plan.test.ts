import { expect, test } from 'vitest'
import { EXPERIMENTS, planCases } from '../../src/experiments'

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
test('refusals name what is wrong and what is allowed', () => {
  expect(refusal(() => planCases(['nonsense'], {}))).toMatchObject({ code: 'experiment.unknown' })
  expect(refusal(() => planCases(['queue.mm1'], { trials: 5 }))).toMatchObject({
    code: 'experiment.parameter',
    params: { name: 'trials', allowed: 'rho, customers, seed' },
  })
  expect(refusal(() => planCases(['queue.mm1'], { rho: 1 }))).toMatchObject({
    code: 'experiment.value',
    params: { name: 'rho', got: 1, max: 0.995 },
  })
  expect(refusal(() => planCases(['queue.mm1'], { customers: 2000.5 }))).toMatchObject({ code: 'experiment.value' })
  expect(refusal(() => planCases(['pbs.table'], { N: 2, R: 1 }))).toMatchObject({ params: { name: 'W', max: 2 } })
})
