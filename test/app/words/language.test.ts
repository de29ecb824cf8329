import { expect, test } from 'vitest'
import { chooseLanguage, words } from '../../../src/app/words'

test('a language without a folder leaves English', async () => {
  expect(await chooseLanguage(['tlh', 'en-GB', 'en'])).toBe('en')
  expect(words().shell.undo).toBe('Undo')
})
