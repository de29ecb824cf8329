import { expect, it } from 'vitest'
import { faultText } from '../../../src/app/studio/faultText'
import { withItsWords } from '../../../src/app/words'

it('an answer out of range is told with what is allowed, a number that broke a rule by itself', async () => {
  await withItsWords(Promise.resolve(), 'policyProblems')
  const params = { got: '7', allowed: '0 to 2' }
  expect(faultText({ status: 'refused', code: 'outOfRange', params })).toContain('allowed is 0 to 2')
  expect(faultText({ status: 'threw', code: 'outOfRange', params: { got: '7' } })).toContain('out of range here: 7')
})
