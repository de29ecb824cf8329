/** Who decides where a learner's code is off: what was applied before it, or what is built in. */
import { expect, test } from 'vitest'
import type { Applied } from '../../../src/app/studio/inForce'
import { below } from '../../../src/app/studio/inForce'

const one = (given: Partial<Applied>): Applied => ({
  contract: 'balancer',
  code: 'a',
  reach: {},
  decisions: 0,
  failures: 0,
  off: false,
  lastFault: null,
  ...given,
})
const failed = one({ code: 'z', off: true })

test.each<[string, Applied[], 'earlier' | 'builtIn']>([
  ['nothing stands below', [], 'builtIn'],
  ['earlier code', [one({})], 'earlier'],
  ['earlier code that is off too', [one({ off: true })], 'builtIn'],
  ['earlier code that was taken back', [one({}), one({ code: null })], 'builtIn'],
  ['earlier code of another decision', [one({ contract: 'retry' })], 'builtIn'],
  ['earlier code on these nodes', [one({ reach: { group: 'api' } })], 'earlier'],
  ['earlier code elsewhere', [one({ reach: { group: 'store' } })], 'builtIn'],
  ['earlier code for one operation alone', [one({ reach: { journey: 'browse' } })], 'builtIn'],
])('%s', (_, before, who) => {
  expect(below([...before, failed], failed, 'api')).toBe(who)
})
