/** Files of homework: hostile until their own gates have read them, and never written over. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { COLLECTED_MAX, collectedIn, isZip, refused } from '../../classroom/homework/collected'
import { RECEIVED_BYTES_MAX, tooLarge } from '../../classroom/homework/received'
import { FaultlineError } from '../../kernel'

/** A character takes at most four bytes. */
const TEXT_BYTES_MAX = 4_000_000

/** An assignment's or a key's text. Throws assignment.file. */
export function homeworkText(file: string): string {
  try {
    if (statSync(file).size > TEXT_BYTES_MAX) throw new Error(`more than ${TEXT_BYTES_MAX} bytes`)
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new FaultlineError('assignment.file', { file: file.slice(0, 80), why: reasonOf(error) })
  }
}

export interface Submission {
  /** As the table names it. */
  file: string
  /** Throws what refuses it. */
  read: () => Uint8Array
}
/** A folder stands for the files in it that are not hidden, and so does a .zip, wherever it stands. */
export function submissionsFrom(named: readonly string[]): Submission[] {
  const paths = submissionPaths(named)
  return paths.flatMap((path): Submission[] => {
    const file = shownAs(path, paths)
    if (!/\.zip$/i.test(path)) return [{ file, read: () => submissionBytes(path) }]
    try {
      return collectedIn(zipBytes(path)).map(({ name, read }) => ({ file: `${file}/${name}`, read }))
    } catch (error) {
      return [
        {
          file,
          read: () => {
            throw error
          },
        },
      ]
    }
  })
}
function zipBytes(path: string): Uint8Array {
  const bytes = bytesWithin(path, COLLECTED_MAX.zipBytes, () => refused('large'))
  if (!isZip(bytes)) throw refused('damaged')
  return bytes
}
function submissionPaths(named: readonly string[]): string[] {
  return named.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
    const files = readdirSync(path, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.'),
    )
    return files.map(({ name }) => join(path, name)).sort()
  })
}
/** By its name alone where no other has it. */
function shownAs(path: string, all: readonly string[]): string {
  const name = basename(path)
  return all.filter((other) => basename(other) === name).length > 1 ? path : name
}
/** A large file is not even read. Throws submission.large, submission.unreadable. */
function submissionBytes(path: string): Uint8Array {
  return bytesWithin(path, RECEIVED_BYTES_MAX, tooLarge)
}
function bytesWithin(path: string, most: number, larger: (got: number) => FaultlineError): Uint8Array {
  let bytes: number
  try {
    bytes = statSync(path).size
    if (bytes <= most) return new Uint8Array(readFileSync(path))
  } catch (error) {
    throw new FaultlineError('submission.unreadable', { why: reasonOf(error) })
  }
  throw larger(bytes)
}

/** Throws assign.exists, assign.write. */
export function writeNew(file: string, text: string, mode: number): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode })
  } catch (error) {
    const why = reasonOf(error)
    throw new FaultlineError(why === 'EEXIST' ? 'assign.exists' : 'assign.write', { file: file.slice(0, 80), why })
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return (code ?? message).slice(0, 80)
}
