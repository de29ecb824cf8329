/** A lesson of the teacher's own is given whole, as the room's documents take it; what is broken, too large or none at all stays with the teacher. */
import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fileLesson } from '../../../../src/app/room/host/fileLesson'
import { giving } from '../../../../src/app/room/host/leading'
import { withItsWords } from '../../../../src/app/words'
import { assignmentFor, readLead } from '../../../../src/classroom/documents/lead'
import { readLesson } from '../../../../src/lessons/load'
import { filesOfLink, parcelText } from '../../../../src/lessons/parcel'
import { ADA } from '../../../classroom/pages'

await withItsWords(Promise.resolve(), 'lessons', 'roomHost')
const folder = 'lessons/26-game-day'
const names = readdirSync(folder).filter((name) => /\.(json|md|ts)$/.test(name))
const files = Object.fromEntries(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]))
const fileOf = (text: string): File => new File([text], 'mine.json')

test('a sound one reaches the learner as it is', async () => {
  const given = await fileLesson(fileOf(parcelText(files)))
  if ('told' in given) throw new Error(given.told)
  const writes = giving(readLead({}), given, { to: 'all' }, 1)
  const lead = readLead(Object.fromEntries(writes.map(([, key, value]) => [key, value])))
  expect(lead.aside).toEqual([])
  const got = assignmentFor(lead, ADA)?.given
  if (got?.kind !== 'outside') throw new Error('it is not there')
  expect(got.title).not.toBe('')
  expect(readLesson(filesOfLink(got.link)).lesson?.spec).toEqual(readLesson(files).lesson?.spec)
})

test.each([
  ['no lesson at all', 'hello'],
  ['one with something missing', parcelText({ ...files, 'lesson.json': '{}' })],
  ['one that is too large for a room', parcelText({ ...files, 'extra.md': randomBytes(150_000).toString('base64') })],
])('%s is told in words', async (_, text) => {
  const given = await fileLesson(fileOf(text))
  expect('told' in given && given.told.length).toBeGreaterThan(10)
})
