/** A lesson that is handed over comes back as it was, packed either way; what is no lesson is refused, however it is made up. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { LessonFiles } from '../../../src/lessons/load'
import { filesOfLink, filesOfParcel, linkOf, parcelText } from '../../../src/lessons/parcel'
import { filesOfFile, filesOfZip, zipOf } from '../../../src/lessons/zip'
import { soundFiles } from '../sound'
import { loses, recordedFiles } from './recorded'

const files: LessonFiles = { ...recordedFiles([[3, loses]]), 'never.ts': 'export default () => null // “§ 日本 🙂”\n' }
const refusal = (make: () => unknown): unknown => {
  try {
    make()
    return null
  } catch (error) {
    const { code, params } = error as { code: string; params?: { why?: string } }
    return params?.why ? `${code} ${params.why}` : code
  }
}
const zipped = (entries: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)])))

describe('round trips', () => {
  test.each<[string, LessonFiles]>([
    ['a recorded draft', files],
    ['a whole lesson', soundFiles],
  ])('of %s', (_, whole) => {
    expect(filesOfZip(zipOf(whole, 'my-lesson'))).toEqual(whole)
    expect(filesOfParcel(parcelText(whole))).toEqual(whole)
    expect(filesOfLink(linkOf(whole))).toEqual(whole)
    expect(filesOfFile(zipOf(whole, 'my-lesson'))).toEqual(whole)
    expect(filesOfFile(strToU8(parcelText(whole)))).toEqual(whole)
  })
  test('the same files make the same zip', () =>
    expect(zipOf(files, 'a').every((byte, i) => byte === zipOf(files, 'a')[i])).toBe(true))
  test('a lesson that is too long for a link says so', () => {
    const letters = Array.from({ length: 120_000 }, (_, i) => String.fromCharCode(33 + ((i * 7919 + i * i * 31) % 90)))
    expect(refusal(() => linkOf({ ...files, 'long.md': letters.join('') + 'x'.repeat(900_000) }))).toBe('link.tooLong')
  })
})

describe('a zip', () => {
  test('with other files besides gives those of the lesson', () =>
    expect(
      filesOfZip(
        zipped({
          '__MACOSX/._lesson.json': 'x',
          'my/lesson.json': '{}',
          'my/text.md': '# T',
          'my/sub/other.md': 'x',
          'my/.hidden.md': 'x',
          'my/picture.png': 'x',
          'README.md': 'x',
        }),
      ),
    ).toEqual({ 'lesson.json': '{}', 'text.md': '# T' }))
  test('may have the files at its top', () =>
    expect(filesOfZip(zipped({ 'lesson.json': '{}', 'text.md': '# T' }))).toEqual({
      'lesson.json': '{}',
      'text.md': '# T',
    }))
  test.each<[string, () => unknown, string]>([
    ['without a lesson', () => filesOfZip(zipped({ 'text.md': '# T' })), 'lesson.notALesson'],
    [
      'with two of them',
      () => filesOfZip(zipped({ 'a/lesson.json': '{}', 'b/lesson.json': '{}' })),
      'lesson.zip several',
    ],
    ['that is cut off', () => filesOfZip(zipOf(files, 'a').slice(0, 900)), 'lesson.zip damaged'],
    ['that is none', () => filesOfZip(strToU8('PK and no more')), 'lesson.zip damaged'],
    [
      'that unpacks to far more than it weighs',
      () => filesOfZip(zipped({ 'lesson.json': '{}', 'text.md': ' '.repeat(3_000_000) })),
      'lesson.zip tooLarge',
    ],
    [
      'of a great many files',
      () => filesOfZip(zipped(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`a${i}.md`, ''])))),
      'lesson.zip tooLarge',
    ],
    ['that is large itself', () => filesOfZip(new Uint8Array(2_000_001)), 'lesson.zip tooLarge'],
  ])('%s is refused', (_, make, code) => expect(refusal(make)).toBe(code))
  test('with a name in another script and packed without compression comes as it is', () => {
    const zip = zipSync({ 'läuft/lesson.json': [strToU8('{}'), { level: 0 }], 'läuft/text.md': strToU8('# Ü') })
    expect(filesOfZip(zip)).toEqual({ 'lesson.json': '{}', 'text.md': '# Ü' })
  })
  test.each<[string, number]>([
    ['less', 10],
    ['nothing', 0],
    ['more', 100_001],
  ])('that says it unpacks to %s than it does is refused, packed or stored', (_, size) => {
    for (const level of [0, 9] as const) {
      const zip = zipSync({ 'lesson.json': strToU8('{}'), 'text.md': [strToU8('a'.repeat(100_000)), { level }] })
      expect(refusal(() => filesOfZip(saying(zip, size)))).toBe('lesson.zip damaged')
    }
  })
  test('whose entries share their bytes is refused', () => {
    const zip = zipSync({ 'lesson.json': strToU8('{}'), 'text.md': [strToU8('a'.repeat(9_000)), { level: 0 }] })
    expect(refusal(() => filesOfZip(repeated(zip, 2)))).toBe('lesson.zip damaged')
    expect(filesOfZip(repeated(zip, 1))).toEqual(filesOfZip(zip))
  })
})

/** As `zip`, but its central directory says that the last entry unpacks to `size` bytes. */
function saying(zip: Uint8Array, size: number): Uint8Array {
  const lied = zip.slice()
  const { view, last } = directoryOf(lied)
  view.setUint32(last + 24, size, true)
  return lied
}
/** As `zip`, but its central directory has the last entry `times` times. */
function repeated(zip: Uint8Array, times: number): Uint8Array {
  const { last, end } = directoryOf(zip)
  const again = Array.from({ length: times }, () => zip.slice(last, end))
  const bytes = Uint8Array.from([zip.slice(0, last), ...again, zip.slice(end)].flatMap((part) => [...part]))
  new DataView(bytes.buffer).setUint16(bytes.length - 12, 1 + times, true)
  return bytes
}
/** Where the last of two entries stands, and where the directory ends. */
function directoryOf(zip: Uint8Array): { view: DataView; last: number; end: number } {
  const view = new DataView(zip.buffer)
  const end = zip.length - 22
  const first = view.getUint32(end + 16, true)
  return { view, last: first + 46 + view.getUint16(first + 28, true), end }
}

describe('a document', () => {
  test.each<[string, string, string]>([
    ['of a number', '3', 'lesson.notALesson'],
    ['of another version', '{"faultlineLesson": 2, "files": {}}', 'lesson.notALesson'],
    ['whose file is no text', '{"faultlineLesson": 1, "files": {"lesson.json": {}}}', 'lesson.notALesson'],
    ['whose file would leave its folder', '{"faultlineLesson": 1, "files": {"../x.json": ""}}', 'lesson.notALesson'],
    ['whose file has an inherited name', '{"faultlineLesson": 1, "files": {"__proto__": ""}}', 'lesson.notALesson'],
    ['of nothing', '', 'lesson.notALesson'],
  ])('%s is refused', (_, text, code) => expect(refusal(() => filesOfFile(strToU8(text)))).toBe(code))
})
