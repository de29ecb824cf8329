import { expect, test } from 'vitest'
import { activeLanguage, chooseLanguage, withItsWords, words } from '../../../src/app/words'
import { verdictWords } from '../../../src/app/words/verdictWords'

test('a language without a folder leaves English', async () => {
  expect(await chooseLanguage(['tlh', 'en-GB', 'en'])).toBe('en')
  expect(words().shell.undo).toBe('Undo')
})

test('a room that opens later finds its words in the same catalogue', async () => {
  await chooseLanguage(['en'])
  expect(words().history).toBeUndefined()
  expect(await withItsWords(Promise.resolve('room'), 'history', 'models')).toBe('room')
  expect(words().history.title).toBe('Judge a history')
  expect(words().models.linearizable.name).toBe('linearizable')
  expect(words().judging.title).toBeTruthy()
})

test('a worker asks for the sentences of verdicts by the tag of the active language', async () => {
  const say = await verdictWords(activeLanguage())
  expect(say.verdict(true, 'register', 2)).toBe('Valid: register, 2 operations.')
})
