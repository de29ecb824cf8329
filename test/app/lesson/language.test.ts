import { expect, test } from 'vitest'
import { languageFor, languageName, languagesOf } from '../../../src/app/lesson/language'
import { readLesson } from '../../../src/lessons/load'
import { plainText } from '../../../src/lessons/text/lessonText'
import { soundFiles, translatedFiles } from '../../lessons/sound'

test('a lesson has a language for each of its texts, English first', () => {
  expect(languagesOf(soundFiles)).toEqual(['en'])
  expect(languagesOf(translatedFiles)).toEqual(['en', 'de'])
  expect(languagesOf({ ...translatedFiles, 'text.pt-BR.md': '', 'texte.fr.md': '', 'text.f.md': '' })).toEqual([
    'en',
    'de',
    'pt-BR',
  ])
})

test('the browser’s languages are tried in their order, whole or by their first part, then English', () => {
  expect(languageFor(['en', 'de'], null, ['de-AT', 'en'])).toBe('de')
  expect(languageFor(['en', 'de'], null, ['en-GB', 'de'])).toBe('en')
  expect(languageFor(['en', 'pt-BR'], null, ['fr', 'pt-PT'])).toBe('pt-BR')
  expect(languageFor(['en', 'de'], null, ['fr', 'it'])).toBe('en')
  expect(languageFor(['en'], null, [])).toBe('en')
})

test('what was chosen by hand comes before what the browser asks for, where the lesson has it', () => {
  expect(languageFor(['en', 'de'], 'en', ['de'])).toBe('en')
  expect(languageFor(['en', 'de'], 'de', ['en'])).toBe('de')
  expect(languageFor(['en', 'de'], 'fr', ['de'])).toBe('de')
})

test('languages are called as their speakers do', () => {
  expect(languageName('de')).toBe('Deutsch')
  expect(languageName('nonsense!')).toBe('nonsense!')
})

test('the gate reads the text that it is asked for, and says which', () => {
  const { lesson } = readLesson(translatedFiles, 'de')
  expect(lesson && plainText(lesson.text.title)).toContain('Hört das jemand?')
  expect(lesson?.language).toBe('de')
  expect(readLesson(translatedFiles, 'fr').lesson).not.toHaveProperty('language')
})
