/** A .zip of submissions is as good as a folder of them; one that lies about itself, or is a bomb, is refused before it is unpacked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { COLLECTED_MAX, collectedIn } from '../../../src/classroom/homework/collected'
import { RECEIVED_BYTES_MAX } from '../../../src/classroom/homework/received'
import { submissionsFrom } from '../../../src/cli/homework/files'

const zipped = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files)
const ada = strToU8('{"ada":1}')
const codeOf = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return (error as { code?: string }).code
  }
}
const why = (zip: Uint8Array): unknown => {
  try {
    return collectedIn(zip)
  } catch (error) {
    return (error as { params: { why: string } }).params.why
  }
}
/** Where the central directory tells the unpacked size of its first entry. */
function sizeSaid(zip: Uint8Array): number {
  const at = zip.findIndex((_, i) => zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 1 && zip[i + 3] === 2)
  return at + 24
}

describe('a .zip of submissions', () => {
  it('holds what is in its folders, without what systems hide there', () => {
    const zip = zipped({
      'Ada L_17_file/work.json': ada,
      'Bob_18_file/work.json': strToU8('{"bob":1}'),
      '__MACOSX/Ada/._work.json': ada,
      'Bob_18_file/.DS_Store': ada,
      'empty/': new Uint8Array(),
    })
    const found = collectedIn(zip)
    expect(found.map(({ name }) => name)).toEqual(['Ada L_17_file/work.json', 'Bob_18_file/work.json'])
    expect(found[0].read()).toEqual(ada)
  })
  it('that is damaged, empty or holds too much is refused with its reason', () => {
    const whole = zipped({ 'ada.json': ada })
    expect(why(whole.subarray(0, whole.length - 9))).toBe('damaged')
    expect(why(zipped({ '__MACOSX/x': ada }))).toBe('empty')
    const names = Array.from({ length: COLLECTED_MAX.files + 1 }, (_, i) => `${i}.json`)
    expect(why(zipped(Object.fromEntries(names.map((name) => [name, ada]))))).toBe('many')
  })
  it('with a bomb in it refuses the one file and gives the others', () => {
    const found = collectedIn(zipped({ 'bomb.json': new Uint8Array(RECEIVED_BYTES_MAX + 1), 'ada.json': ada }))
    expect(codeOf(found[0].read)).toBe('submission.large')
    expect(found[1].read()).toEqual(ada)
  })
  it('is not believed: a file that says it is smaller than it is, is damaged', () => {
    const zip = zipped({ 'bomb.json': new Uint8Array(50_000_000) })
    new DataView(zip.buffer, zip.byteOffset).setUint32(sizeSaid(zip), 10, true)
    expect(codeOf(collectedIn(zip)[0].read)).toBe('submission.damaged')
  })
})

it('the command takes one beside files and folders; one that is none is refused in its line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-zip-'))
  try {
    writeFileSync(join(folder, 'bob.json'), '{}')
    writeFileSync(join(folder, 'all.zip'), zipped({ 'a/work.json': ada }))
    writeFileSync(join(folder, 'none.zip'), 'not an archive')
    const found = submissionsFrom([folder])
    expect(found.map(({ file }) => file)).toEqual(['all.zip/a/work.json', 'bob.json', 'none.zip'])
    expect(found[0].read()).toEqual(ada)
    expect(codeOf(found[2].read)).toBe('submission.zip')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
