/**
 * Submissions that came together in one .zip, as learning platforms hand them out: its files, however deep, each read when it is judged.
 * What the archive says of itself is bounded before anything of it is unpacked, and held to while it is (lessons/zipEntries.ts).
 */
import { FaultlineError } from '../../kernel'
import { entriesOf } from '../../lessons/zipEntries'
import { RECEIVED_BYTES_MAX, tooLarge } from './received'

export const COLLECTED_MAX = { zipBytes: 100_000_000, files: 1_000, bytes: 500_000_000 } as const

export interface Collected {
  /** Its path in the archive: some platforms name the learner in the folder. */
  name: string
  /** Throws submission.large, submission.damaged. */
  read: () => Uint8Array
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}
/** Without what is hidden, as in a folder. Throws submission.zip { why }. */
export function collectedIn(zip: Uint8Array): Collected[] {
  if (zip.length > COLLECTED_MAX.zipBytes) throw refused('large')
  const files = entries(zip).filter(({ name }) => !/\/$|(^|\/)(\.|__MACOSX\/)/.test(name))
  if (files.length === 0) throw refused('empty')
  if (files.length > COLLECTED_MAX.files) throw refused('many')
  if (files.reduce((sum, { size }) => sum + Math.min(size, RECEIVED_BYTES_MAX), 0) > COLLECTED_MAX.bytes)
    throw refused('large')
  return files.map((entry) => ({
    name: entry.name,
    read: () => {
      if (entry.size > RECEIVED_BYTES_MAX) throw tooLarge(entry.size)
      try {
        return entry.content()
      } catch {
        throw new FaultlineError('submission.damaged')
      }
    },
  }))
}
function entries(zip: Uint8Array): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(zip)
  } catch {
    throw refused('damaged')
  }
}
export function refused(why: 'damaged' | 'empty' | 'many' | 'large'): FaultlineError {
  return new FaultlineError('submission.zip', { why, ...COLLECTED_MAX })
}
