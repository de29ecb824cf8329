/** A lesson's folder as a .zip, and back. What comes out of one is bounded, whatever it says of itself. */
import { strFromU8, strToU8, zipSync } from 'fflate'
import { FaultlineError } from '../kernel'
import type { LessonFiles } from './lesson'
import { filesOfParcel, isFileName } from './parcel'
import { entriesOf } from './zipEntries'

const SPEC_FILE = 'lesson.json'

const ZIPPED_BYTES = 2_000_000
const UNZIPPED_BYTES = 1_600_000
const ENTRIES = 400
/** The same bytes for the same files, whenever they are packed. */
const DATED = '2020-01-01T12:00:00'

export function zipOf(files: LessonFiles, folder: string): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [`${folder}/${name}`, strToU8(text)])
  return zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>, { mtime: DATED, level: 9 })
}

/** Of a file from outside, packed either way. Throws what filesOfZip and filesOfParcel do. */
export function filesOfFile(bytes: Uint8Array): LessonFiles {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isZip ? filesOfZip(bytes) : filesOfParcel(strFromU8(bytes))
}

/** The one folder with a lesson.json. Throws lesson.notALesson, lesson.zip { why }. */
export function filesOfZip(bytes: Uint8Array): LessonFiles {
  if (bytes.length > ZIPPED_BYTES) throw refused('tooLarge')
  const found = unzipped(bytes)
  const own = Object.keys(found)
    .filter((path) => path.split('/').at(-1) === SPEC_FILE)
    .map((path) => path.slice(0, -SPEC_FILE.length))
  if (own.length === 0) throw new FaultlineError('lesson.notALesson')
  const shallowest = Math.min(...own.map(depth))
  const [folder, ...others] = own.filter((one) => depth(one) === shallowest)
  if (others.length > 0) throw refused('several')
  const entries = Object.entries(found).flatMap(([path, content]): [string, string][] => {
    const name = path.startsWith(folder) ? path.slice(folder.length) : ''
    return isFileName(name) ? [[name, strFromU8(content)]] : []
  })
  return Object.fromEntries(entries)
}
const depth = (folder: string): number => folder.split('/').length

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> {
  const entries = orDamaged(() => entriesOf(bytes))
  const texts = entries.filter(({ name }) => /(^|\/)[^/]+\.(json|md|ts)$/.test(name))
  const unpacked = texts.reduce((sum, { size }) => sum + size, 0)
  if (entries.length > ENTRIES || unpacked > UNZIPPED_BYTES) throw refused('tooLarge')
  return Object.fromEntries(texts.map(({ name, content }) => [name, orDamaged(content)]))
}
function orDamaged<T>(read: () => T): T {
  try {
    return read()
  } catch {
    throw refused('damaged')
  }
}
const refused = (why: 'tooLarge' | 'damaged' | 'several'): FaultlineError => new FaultlineError('lesson.zip', { why })
