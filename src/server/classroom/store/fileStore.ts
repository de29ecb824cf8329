/** Rooms as files under a folder: a log each, and the server's secret. One server at a time. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import process, { kill, pid } from 'node:process'
import { ROOM_ID } from '../../../classroom/fields'
import { FaultlineError } from '../../../kernel'
import { RoomLog } from './roomLog'
import type { Store } from './store'

const SUFFIX = '.log'

export class FileStore implements Store {
  private readonly logs = new Map<string, RoomLog>()
  private readonly opening = new Map<string, Promise<RoomLog>>()

  private constructor(private readonly folder: string) {}

  /** `cuts`: rooms whose log ended in a torn record, and its bytes. Throws classroom.dataInUse, classroom.data. */
  static async open(folder: string): Promise<{ store: FileStore; cuts: [room: string, bytes: number][] }> {
    const store = new FileStore(folder)
    const cuts: [string, number][] = []
    try {
      await mkdir(join(folder, 'rooms'), { recursive: true, mode: 0o700 })
      await lock(join(folder, 'lock'))
      for (const name of await readdir(join(folder, 'rooms'))) {
        const room = name.slice(0, -SUFFIX.length)
        if (!name.endsWith(SUFFIX) || !ROOM_ID.test(room)) continue
        const { log, cut } = await RoomLog.open(store.path(room))
        store.logs.set(room, log)
        if (cut > 0) cuts.push([room, cut])
      }
    } catch (error) {
      if (error instanceof FaultlineError) throw error
      throw new FaultlineError('classroom.data', { folder, why: String((error as NodeJS.ErrnoException).code) })
    }
    return { store, cuts }
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
      return await readFile(path, 'utf8')
    } catch {
      const secret = randomBytes(32).toString('hex')
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(secret)
      await file.sync()
      await file.close()
      return secret
    }
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
      const owner = Number(await readFile(path, 'utf8').catch(() => ''))
      if (owner !== pid && lives(owner)) throw new FaultlineError('classroom.dataInUse', { lock: path, pid: owner })
      await unlink(path).catch(() => {})
    }
  }
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
