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
  test('that says it unpacks to less than it does gives no more than it said', () => {
    const bytes = zipped({ 'lesson.json': '{}', 'text.md': 'a'.repeat(100_000) })
    const lied = bytes.slice()
    const view = new DataView(lied.buffer)
    for (let at = 0; at < lied.length - 4; at++) if (view.getUint32(at, true) === 100_000) view.setUint32(at, 10, true)
    const text = (() => {
      try {
        return filesOfZip(lied)['text.md'] ?? ''
      } catch {
        return ''
      }
    })()
    expect(text.length).toBeLessThanOrEqual(10)
  })
})

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
