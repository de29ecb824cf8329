/** What says that built-in code runs the very same run as a policy is itself put to the test: by planted code that does not. */
import { expect, it } from 'vitest'
import leastOutstanding from '../../src/decisions/balancer/leastOutstanding.ts?raw'
import randomised from '../../src/decisions/electionTimeout/randomised.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import { expectSameRun } from './play'

const shop = PRESETS.storefront

it('code that decides a little otherwise', () => {
  const changed = leastOutstanding.replace('randomInt(', '0 * randomInt(')
  expect(changed).not.toBe(leastOutstanding)
  expectSameRun(shop, ['balancer', leastOutstanding])
  expect(() => expectSameRun(shop, ['balancer', changed])).toThrow('the run by balancer')
})
it('code that nobody asks', () => {
  expect(() => expectSameRun(shop, ['electionTimeout', randomised])).toThrow('decisions of electionTimeout')
})
it('code that fails, and is stood in for by what is built in', () => {
  expect(() => expectSameRun(shop, ['balancer', 'export default () => -2'])).toThrow('balancer')
})
