/** Rooms as files under a folder: a log each, and the server's secret. One server at a time. */
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import process, { kill, pid } from 'node:process'
import { ROOM_ID } from '../../../classroom/fields'
import { FaultlineError } from '../../../kernel'
import { goodSecret, newSecret } from '../secrets'
import { clearAside } from './aside'
import { renameSafely, writeNew } from './disk'
import type { Cut } from './roomLog'
import { RoomLog } from './roomLog'
import type { Store } from './store'

const SUFFIX = '.log'
const JUST_MADE_MS = 10_000

export type RoomCut = { room: string } & (Cut | { kind: 'notALog'; file: string })

export class FileStore implements Store {
  private readonly logs = new Map<string, RoomLog>()
  private readonly opening = new Map<string, Promise<RoomLog>>()

  private constructor(private readonly folder: string) {}

  /** `cuts`: rooms of which something could not be read. Throws classroom.dataInUse, classroom.data. */
  static async open(folder: string): Promise<{ store: FileStore; cuts: RoomCut[] }> {
    const store = new FileStore(folder)
    const cuts: RoomCut[] = []
    try {
      await mkdir(join(folder, 'rooms'), { recursive: true, mode: 0o700 })
      await lock(join(folder, 'lock'))
      for (const name of await readdir(join(folder, 'rooms'))) {
        const room = name.slice(0, -SUFFIX.length)
        if (!name.endsWith(SUFFIX) || !ROOM_ID.test(room)) continue
        const cut = await store.take(room)
        if (cut) cuts.push({ room, ...cut })
      }
      await clearAside(join(folder, 'rooms'), (log) => !existsSync(join(folder, 'rooms', log)), Date.now())
    } catch (error) {
      if (error instanceof FaultlineError) throw error
      throw new FaultlineError('classroom.data', { folder, why: String((error as NodeJS.ErrnoException).code) })
    }
    return { store, cuts }
  }
  /** One file that is no log does not keep the other rooms shut: it is left alone, and so is its room. */
  private async take(room: string): Promise<Cut | { kind: 'notALog'; file: string } | null> {
    const file = this.path(room)
    try {
      const { log, cut } = await RoomLog.open(file)
      this.logs.set(room, log)
      return cut
    } catch (error) {
      if (error instanceof FaultlineError && error.code === 'classroom.notALog') return { kind: 'notALog', file }
      throw error
    }
  }
  private path(room: string): string {
    return join(this.folder, 'rooms', `${room}${SUFFIX}`)
  }
  /** A new room's log is made by the first who asks, once. */
  private log(room: string): Promise<RoomLog> {
    const known = this.logs.get(room)
    if (known) return Promise.resolve(known)
    const opening = this.opening.get(room) ?? this.make(room).finally(() => this.opening.delete(room))
    this.opening.set(room, opening)
    return opening
  }
  private async make(room: string): Promise<RoomLog> {
    const { log } = await RoomLog.open(this.path(room))
    this.logs.set(room, log)
    return log
  }

  async secret(): Promise<string> {
    const path = join(this.folder, 'secret')
    try {
      return goodSecret(await readFile(path, 'utf8'), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    const secret = newSecret()
    // One that a crash left half-written goes: nothing came of it.
    await unlink(`${path}.new`).catch(() => {})
    await writeNew(`${path}.new`, Buffer.from(secret))
    await renameSafely(`${path}.new`, path)
    return secret
  }
  rooms(): Promise<string[]> {
    return Promise.resolve([...this.logs.keys()])
  }
  roomByCode(code: string): Promise<string | null> {
    for (const [room, { values }] of this.logs) if (values.get('code') === code) return Promise.resolve(room)
    return Promise.resolve(null)
  }
  value(room: string, key: string): Promise<string | null> {
    return Promise.resolve(this.logs.get(room)?.values.get(key) ?? null)
  }
  values(room: string, prefix: string): Promise<Map<string, string>> {
    const all = [...(this.logs.get(room)?.values ?? [])].filter(([key]) => key.startsWith(prefix))
    return Promise.resolve(new Map(all.map(([key, value]) => [key.slice(prefix.length), value])))
  }
  async put(room: string, key: string, value: string | null): Promise<void> {
    await (await this.log(room)).put(key, value)
  }
  async count(room: string, key: string, by: number): Promise<number> {
    const log = await this.log(room)
    const sum = Number(log.values.get(key) ?? 0) + by
    await log.put(key, String(sum))
    return sum
  }
  documents(room: string): Promise<string[]> {
    return Promise.resolve(this.logs.get(room)?.documents() ?? [])
  }
  async load(room: string, document: string): Promise<Uint8Array[]> {
    return (await this.logs.get(room)?.load(document)) ?? []
  }
  append(room: string, document: string, update: Uint8Array): void {
    this.logs.get(room)?.update(document, update)
  }
  async safe(room: string): Promise<void> {
    await this.logs.get(room)?.safe()
  }
  async remove(room: string): Promise<void> {
    const log = this.logs.get(room)
    this.logs.delete(room)
    await log?.remove()
  }
  async close(): Promise<void> {
    for (const log of this.logs.values()) await log.close()
    await unlink(join(this.folder, 'lock')).catch(() => {})
  }
}

/** The lock holds the server's process id; one that no longer lives does not hold it. */
async function lock(path: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(String(pid))
      await file.close()
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) throw error
      await takeAway(path)
    }
  }
}
/** A lock whose server has died. Moved before it goes: of two that find it so, the later moves the other's new lock, and puts it back. */
async function takeAway(path: string): Promise<void> {
  if (await isHeld(path)) throw await inUse(path)
  const moved = `${path}.${pid}`
  await rename(path, moved).catch(() => {})
  const held = await isHeld(moved)
  if (held) await link(moved, path).catch(() => {})
  await unlink(moved).catch(() => {})
  if (held) throw await inUse(path)
}
/** Whoever has just made it has not yet written its number. */
async function isHeld(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return false
  if (text === '') return Date.now() - (await stat(path)).mtimeMs < JUST_MADE_MS
  return Number(text) !== pid && lives(Number(text))
}
async function inUse(lock: string): Promise<FaultlineError> {
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''))
  return new FaultlineError('classroom.dataInUse', { lock, pid: owner })
}
function lives(owner: number): boolean {
  if (!Number.isInteger(owner) || owner <= 0) return false
  try {
    kill(owner, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && process.platform !== 'win32'
  }
}
