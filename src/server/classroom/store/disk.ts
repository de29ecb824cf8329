/** What a file needs to be safe on a disk: bytes written whole, synced, and its name in the folder too. */
import { open, rename } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

export async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
/** A new file with these bytes, readable by its owner alone; EEXIST where there is one. Resolves when it is safe. */
export async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await writeWhole(file, bytes, 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(path)
}
export async function renameSafely(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncFolder(to)
}
/** A new name is safe when its folder is. Not every system lets a folder be opened. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r')
    await folder.sync().finally(() => folder.close())
  } catch {
    // Windows: the rename itself is all there is.
  }
}
