/**
 * What of a log could not be read is put aside in files of their own, numbered, and stays there for thirty days whatever becomes of the
 * room: it may be the only copy.
 */
import { readdir, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeNew } from './disk'

const KEPT_MS = 30 * 24 * 3_600_000
/** Their names end so: .torn-1, .damaged-2. */
const ASIDE = /\.(torn|damaged)-\d+$/

/** Resolves with the file's path when it is safe. */
export async function putAside(path: string, kind: 'torn' | 'damaged', bytes: Uint8Array): Promise<string> {
  for (let n = 1; ; n++) {
    const file = `${path}.${kind}-${n}`
    try {
      await writeNew(file, bytes)
      return file
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
/** Those of a log that is gone, or of all logs in a folder that are: only what is old enough. */
export async function clearAside(folder: string, isGone: (log: string) => boolean, nowMs: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name)
    if (!ASIDE.test(name) || !isGone(name.replace(ASIDE, ''))) continue
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: nowMs }))
    if (nowMs - mtimeMs > KEPT_MS) await unlink(file).catch(() => {})
  }
}
export async function clearAsideOf(path: string): Promise<void> {
  await clearAside(dirname(path), (log) => log === basename(path), Date.now())
}
