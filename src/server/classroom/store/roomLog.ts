/**
 * One room's log on disk. What is appended is written in groups, each with one fsync, and only then called safe. It is compacted when
 * it has grown to several times what it holds: written anew beside, synced, and put in its place by a rename.
 */
import { open, readFile, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import * as Y from 'yjs'
import { FaultlineError } from '../../../kernel'
import type { Kind, Place } from './records'
import { clearAsideOf, putAside } from './aside'
import { renameSafely, syncFolder, writeWhole } from './disk'
import { HEAD, dataOffset, holdsMore, recordBytes, scan } from './records'
import { applyUpdates } from './updates'

const COMPACT_FROM_BYTES = 4 * 1024 * 1024
const COMPACT_GROWTH = 4
const RETRY_MS = 2_000

interface Pending {
  bytes: Buffer
  document: string | null
  place: Place
}

/**
 * What could not be read at the end of a log, and where it is kept. `torn`: by a crash, never acknowledged. `damaged`: whole records
 * follow; the file has all of the log as it was.
 */
export interface Cut {
  kind: 'torn' | 'damaged'
  bytes: number
  file: string
}

export class RoomLog {
  readonly values = new Map<string, string>()
  private readonly places = new Map<string, Place[]>()
  private pending: Pending[] = []
  private waiting: { upTo: number; resolve: () => void; reject: (error: Error) => void }[] = []
  /** Bytes that are safe; where the next record goes once all pending are written. */
  private safeBytes = 0
  private endBytes = 0
  /** Records ever appended, and written. */
  private appended = 0
  private written = 0
  private compactedBytes = 0
  private running: Promise<void> | null = null
  private retry: NodeJS.Timeout | null = null
  private closed = false

  private constructor(
    private readonly path: string,
    private file: FileHandle,
  ) {}

  /** Throws classroom.notALog, and leaves alone what is none. */
  static async open(path: string): Promise<{ log: RoomLog; cut: Cut | null }> {
    await open(path, 'a', 0o600).then((made) => made.close())
    const bytes = await readFile(path)
    const head = bytes.subarray(0, HEAD.length)
    if (!head.equals(HEAD.subarray(0, head.length))) throw new FaultlineError('classroom.notALog', { file: path })
    const file = await open(path, 'r+')
    const log = new RoomLog(path, file)
    const end = head.length < HEAD.length ? 0 : scan(bytes, (one) => log.took(one.kind, one.name, one.data, one.place))
    const cut = await putRestAside(path, bytes, end)
    await file.truncate(end)
    if (end === 0) await file.write(HEAD, 0, HEAD.length, 0)
    await file.datasync()
    await syncFolder(path)
    log.safeBytes = log.endBytes = log.compactedBytes = Math.max(end, HEAD.length)
    return { log, cut }
  }

  documents(): string[] {
    return [...this.places.keys()]
  }
  async load(document: string): Promise<Uint8Array[]> {
    await this.safe()
    // A compaction that begins meanwhile would move the places: read in one go, within its turn.
    const places = this.places.get(document) ?? []
    return Promise.all(places.map((place) => this.piece(this.file, place)))
  }
  private async piece(file: FileHandle, { at, length }: Place): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafe(length)
    await file.read(bytes, 0, length, at)
    return bytes
  }

  update(document: string, update: Uint8Array): void {
    this.append('update', document, update)
  }
  put(key: string, value: string | null): Promise<void> {
    if (value === null) this.append('drop', key, new Uint8Array())
    else this.append('put', key, Buffer.from(value))
    return this.safe()
  }
  private append(kind: Kind, name: string, data: Uint8Array): void {
    const bytes = recordBytes(kind, name, data)
    const place = { at: this.endBytes + dataOffset(name), length: data.length }
    this.endBytes += bytes.length
    this.appended++
    this.pending.push({ bytes, document: kind === 'update' ? name : null, place })
    this.took(kind, name, data, place)
    this.run()
  }
  private took(kind: Kind, name: string, data: Uint8Array, place: Place): void {
    if (kind === 'put') this.values.set(name, Buffer.from(data).toString('utf8'))
    else if (kind === 'drop') this.values.delete(name)
    else {
      const places = this.places.get(name)
      if (places) places.push(place)
      else this.places.set(name, [place])
    }
  }

  /** Resolves when all that was appended before is on disk. Throws room.notStored. */
  safe(): Promise<void> {
    if (this.written === this.appended) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.waiting.push({ upTo: this.appended, resolve, reject })
      this.run()
    })
  }

  private run(): void {
    if (this.running || this.retry || this.closed) return
    this.running = this.commitAll().finally(() => {
      this.running = null
      if (this.pending.length > 0) this.run()
    })
  }
  private async commitAll(): Promise<void> {
    // What comes in the same turn goes with it.
    await new Promise(setImmediate)
    while (this.pending.length > 0) {
      const group = this.pending
      this.pending = []
      const bytes = Buffer.concat(group.map((one) => one.bytes))
      try {
        await writeWhole(this.file, bytes, this.safeBytes)
        await this.file.datasync()
      } catch (error) {
        this.pending = [...group, ...this.pending]
        this.fail(error as Error)
        return
      }
      this.safeBytes += bytes.length
      this.written += group.length
      const done = this.waiting.filter(({ upTo }) => upTo <= this.written)
      this.waiting = this.waiting.filter(({ upTo }) => upTo > this.written)
      for (const { resolve } of done) resolve()
      if (this.safeBytes > COMPACT_FROM_BYTES && this.safeBytes > COMPACT_GROWTH * this.compactedBytes)
        await this.compact()
    }
  }
  /** A full or broken disk: whoever waits is told, nothing is called safe, and it is tried again. */
  private fail(error: Error): void {
    const refused = new FaultlineError('room.notStored', { why: error.message.slice(0, 120) })
    for (const { reject } of this.waiting.splice(0)) reject(refused)
    this.retry = setTimeout(() => {
      this.retry = null
      this.run()
    }, RETRY_MS)
  }

  private async compact(): Promise<void> {
    const path = `${this.path}.new`
    const file = await open(path, 'w+', 0o600)
    const places = new Map<string, Place[]>()
    let at = 0
    const add = async (bytes: Buffer) => {
      await writeWhole(file, bytes, at)
      at += bytes.length
    }
    try {
      await add(HEAD)
      for (const [key, value] of this.values) await add(recordBytes('put', key, Buffer.from(value)))
      // What was appended meanwhile follows as it is: pending records are written to the new file by the next group.
      for (const [document, pieces] of this.places) {
        const safe = pieces.filter((piece) => piece.at < this.safeBytes)
        if (safe.length === 0) continue
        const update = await this.merged(safe)
        places.set(document, [{ at: at + dataOffset(document), length: update.length }])
        await add(recordBytes('update', document, update))
      }
      await file.datasync()
      await renameSafely(path, this.path)
    } catch {
      // The old log is whole; the next group tries again once it has grown as much again.
      this.compactedBytes = this.safeBytes
      await file.close().catch(() => {})
      await unlink(path).catch(() => {})
      return
    }
    const old = this.file
    this.file = file
    this.safeBytes = this.compactedBytes = at
    // Pending records get their places in the new file.
    for (const one of this.pending) {
      one.place.at = at + one.bytes.length - one.place.length
      at += one.bytes.length
      if (one.document !== null) places.set(one.document, [...(places.get(one.document) ?? []), one.place])
    }
    this.endBytes = at
    this.places.clear()
    for (const [document, pieces] of places) this.places.set(document, pieces)
    // Whoever is reading from the old one finishes first.
    setTimeout(() => void old.close().catch(() => {}), 10_000).unref()
  }
  private async merged(pieces: readonly Place[]): Promise<Uint8Array> {
    const document = new Y.Doc()
    applyUpdates(document, await Promise.all(pieces.map((piece) => this.piece(this.file, piece))))
    const update = Y.encodeStateAsUpdate(document)
    document.destroy()
    return update
  }

  async close(): Promise<void> {
    if (this.retry) clearTimeout(this.retry)
    this.retry = null
    if (this.pending.length > 0) await this.safe().catch(() => {})
    await this.running
    this.closed = true
    if (this.retry) clearTimeout(this.retry)
    await this.file.close()
  }
  async remove(): Promise<void> {
    this.pending = []
    this.closed = true
    if (this.retry) clearTimeout(this.retry)
    await this.running
    await this.file.close()
    for (const path of [this.path, `${this.path}.new`]) await unlink(path).catch(() => {})
    await clearAsideOf(this.path)
  }
}

async function putRestAside(path: string, bytes: Buffer, end: number): Promise<Cut | null> {
  const rest = bytes.subarray(end)
  if (rest.length === 0) return null
  const kind = holdsMore(rest) ? 'damaged' : 'torn'
  return { kind, bytes: rest.length, file: await putAside(path, kind, kind === 'torn' ? rest : bytes) }
}
