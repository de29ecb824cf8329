/** What others than the built-in decision do where more comes than can be served, on a service without any settings. */
import { expect, it } from 'vitest'
import importantFirst from '../../src/decisions/admit/importantFirst.ts?raw'
import inTime from '../../src/decisions/admit/inTime.ts?raw'
import shortQueue from '../../src/decisions/admit/shortQueue.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import { figures } from './play'

const LONG = { forUs: 60e6 }
const plain = figures(PRESETS.overload, null, LONG).operations
const by = (text: string) => figures(PRESETS.overload, ['admit', text], LONG).operations

it('a short queue: far more are served, for nobody waits in vain', () => {
  expect(by(shortQueue).ok).toBeGreaterThan(1.2 * plain.ok)
})
it('what can be answered in time: far more are served, for nobody works in vain', () => {
  expect(by(inTime).ok).toBeGreaterThan(1.2 * plain.ok)
})
it('the important first: more of those who buy', () => {
  expect(by(importantFirst).byJourney.buy.ok).toBeGreaterThan(1.1 * plain.byJourney.buy.ok)
})
