import { expect, it } from 'vitest'
import { MODES } from '../../src/app/stores/modeNames'
import { words } from '../../src/app/words'
import { MODE_NAMES } from '../../src/scenarios/modes'

it('the page offers every replication mode that the engine has, each with a name and a sentence', () => {
  expect([...MODES].sort()).toEqual([...MODE_NAMES].sort())
  for (const mode of MODES) {
    expect(words().stores.modeName(mode)).not.toBe(mode)
    expect(words().stores.modeStory(mode)).not.toBe('')
  }
})
