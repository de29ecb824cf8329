/** Every lesson's predictions can be asked of the class: as the room's documents take them, with an option for every guess. */
import { expect, test } from 'vitest'
import { readFileSync, readdirSync } from 'node:fs'
import { withItsWords } from '../../../../src/app/words'
import { asking } from '../../../../src/app/room/host/leading'
import { lessonQuestions } from '../../../../src/app/room/host/lessonQuestions'
import { readLead } from '../../../../src/classroom/documents/lead'
import { NOT_SURE, optionOf } from '../../../../src/classroom/lessonVote'
import { loadPresetOf, readLesson } from '../../../../src/lessons/load'

await withItsWords(Promise.resolve(), 'lessons', 'roomHost')
const folders = readdirSync('lessons').filter((name) => /^\d/.test(name))
async function lessonIn(folder: string) {
  const names = readdirSync(`lessons/${folder}`).filter((name) => name.includes('.'))
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(`lessons/${folder}/${name}`, 'utf8')]))
  await loadPresetOf(files)
  return readLesson(files).lesson!
}

test.each(folders)('%s', async (folder) => {
  const lesson = await lessonIn(folder)
  const questions = lessonQuestions(lesson)
  expect(questions.map(({ of }) => of.prediction)).toEqual(lesson.spec.predictions.map(({ id }) => id))
  for (const { of, text, options } of questions) {
    const writes = asking(readLead({}), text, options, of)
    const lead = readLead(Object.fromEntries(writes.map(([, key, value]) => [key, value])))
    expect([lead.aside, lead.vote.get('vote-1')?.of]).toEqual([[], of])
    expect(new Set(options.map((one) => one.text)).size).toBe(options.length)
    const prediction = lesson.spec.predictions.find(({ id }) => id === of.prediction)!
    const guesses =
      prediction.kind === 'choice'
        ? prediction.options.map(({ id }) => id)
        : prediction.kind === 'number'
          ? [prediction.min, (prediction.min + prediction.max) / 2, prediction.max].map(String)
          : []
    const chosen = [...guesses, ''].map((guess) => optionOf(of, options, guess))
    expect(chosen).not.toContain(null)
    expect(chosen.at(-1)).toBe(NOT_SURE)
  }
})

test('a curve is not asked, nor a choice of too many', async () => {
  const lesson = await lessonIn(folders[0])
  const many = Array.from({ length: 8 }, (_, i) => ({ id: `o${i}`, when: [] }))
  const predictions = [
    { id: 'drawn', kind: 'curve', chart: 'latency', fromS: 0, toS: 9 },
    { id: 'many', kind: 'choice', options: many },
  ] as const
  const words = { blocks: [], items: {} }
  const changed = {
    ...lesson,
    spec: { ...lesson.spec, predictions: [...predictions] },
    text: { ...lesson.text, predictions: { drawn: words, many: words } },
  } as unknown as typeof lesson
  expect(lessonQuestions(changed)).toEqual([])
})
