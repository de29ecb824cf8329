/** Whatever decides in src/decisions stands in the gallery, with words and its own source. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { galleryOf } from '../../../src/app/studio/gallery'
import { gallery } from '../../../src/app/words/en/gallery'
import { CONTRACT_NAMES } from '../../../src/decisions'

const ROOT = 'src/decisions'
test('every contract that the journal can name is written, and there is no other', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).sort()).toEqual([...CONTRACT_NAMES].sort())
  expect(CONTRACT_NAMES.filter((name) => galleryOf(name).length < 2)).toEqual([])
})

describe.each(CONTRACT_NAMES)('%s', (contract) => {
  const files = readdirSync(`${ROOT}/${contract}`).filter((name) =>
    /^export (default|function onMessage)/m.test(readFileSync(`${ROOT}/${contract}/${name}`, 'utf8')),
  )

  test('every decision is an entry, and there is no other', () => {
    const ids = galleryOf(contract).map(({ id }) => `${id}.ts`)
    expect(ids.sort()).toEqual(files.sort())
  })
  test('each gives its own source', async () => {
    for (const { id, text } of galleryOf(contract))
      expect(await text()).toBe(readFileSync(`${ROOT}/${contract}/${id}.ts`, 'utf8'))
  })
  test('each has a title and one sentence', () => {
    const words = gallery[contract] as Record<string, { title: string; when: string }>
    for (const { id } of galleryOf(contract)) {
      expect(words[id].title).toMatch(/^[A-Z]/)
      expect(words[id].when).toMatch(/\.$/)
    }
  })
})
