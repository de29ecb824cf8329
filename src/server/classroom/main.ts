/**
 * A classroom's server: the site and rooms at one port. `faultline classroom` starts it from its own file (dist/server/classroom.js), so
 * that no other command has to load it.
 */
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Redis as RedisExtension } from '@hocuspocus/extension-redis'
import { Redis } from 'ioredis'
import { renderUnicodeCompact } from 'uqr'
import { version } from '../../../package.json'
import { FaultlineError } from '../../kernel'
import { siteFiles } from '../site'
import type { Bus, Listener } from './bus'
import type { Shelf } from './checkpoints'
import { MemoryShelf, RedisShelf } from './checkpoints'
import { Failures, Joins } from './buckets'
import { RedisBus } from './redisBus'
import { openRehearsal, rehearsalsIn } from './rehearsal'
import { Rooms } from './rooms'
import { House } from './secrets'
import { Sockets } from './sockets'
import type { RoomCut } from './store/fileStore'
import { FileStore } from './store/fileStore'
import { REDIS_PREFIX, RedisStore } from './store/redisStore'
import type { Store } from './store/store'
import { report } from './trouble'
import { webOf } from './web'

const SITE = fileURLToPath(new URL('../site', import.meta.url))
const HOUR_MS = 3_600_000
const CONNECTIONS_MAX = 8_000
/** With other servers at one store, a rehearsal that nobody has used for so long is nobody's any more. */
const REHEARSED_MS = 24 * HOUR_MS

export interface ClassroomOptions {
  port: number
  host: string
  /** A folder, or the address of a Redis. */
  keep: { data: string } | { redis: string }
  /** In a room of its own, which ends with the server. */
  rehearsal?: boolean
  /** Instead of the built one beside this file. */
  site?: string
}
export interface RoomTold {
  room: string
  code: string
  host: string
}
export interface Classroom {
  port: number
  /** With what the teacher enters each; the newest first. */
  rooms: RoomTold[]
  /** Opens further rooms (PATHS.open). */
  key: string
  /** Rooms of which something could not be read, and where it is. */
  cuts: RoomCut[]
  close(): Promise<void>
}

/** A QR code in a terminal's characters. */
export function qrText(text: string): string {
  return renderUnicodeCompact(text, { border: 2 })
}

/** Throws classroom.data, classroom.dataInUse, classroom.secret, classroom.redis, classroom.port. */
export async function startClassroom(options: ClassroomOptions): Promise<Classroom> {
  const now = () => performance.now()
  const wallMs = () => Date.now()
  const kept =
    'redis' in options.keep ? await sharedKeeping(options.keep.redis, now) : await ownKeeping(options.keep.data)
  const house = await houseOf(kept.store)
  const rooms = new Rooms({
    store: kept.store,
    house,
    bus: kept.bus,
    extensions: kept.extensions,
    shelf: kept.shelf,
    now,
    wallMs,
  })
  await kept.started()
  for (const [room, usedMs] of await rehearsalsIn(kept.store, rooms.people))
    if (!kept.bus || wallMs() - usedMs > REHEARSED_MS) await rooms.end(room)
  const real = await told(rooms, kept.store, house)
  if (real.length === 0) real.push(await roomTold(await rooms.people.openRoom(), kept.store, house))
  const rehearsal = options.rehearsal ? await openRehearsal(rooms.people, kept.store, real[0].room) : null
  const web = createServer(
    webOf({
      people: rooms.people,
      checkpoints: rooms.checkpoints,
      house,
      failures: new Failures(now()),
      joins: new Joins(),
      build: version,
      site: siteFiles(options.site ?? SITE),
      now,
      wallMs,
    }),
  )
  web.headersTimeout = 20_000
  web.requestTimeout = 30_000
  // Beyond what sockets and pages of full rooms need: whoever opens more waits.
  web.maxConnections = CONNECTIONS_MAX
  // Longer than a busy page waits between two files: what is closed while a request is on its way fails.
  web.keepAliveTimeout = 30_000
  const sockets = new Sockets(web, rooms, now)
  const hourly = setInterval(() => void rooms.expire().catch(report), HOUR_MS)
  const often = setInterval(() => void rooms.putAwayIdle().catch(report), 60_000)
  const close = async () => {
    clearInterval(hourly)
    clearInterval(often)
    sockets.close()
    web.closeAllConnections()
    await new Promise((resolve) => web.close(resolve))
    if (rehearsal !== null) await rooms.end(rehearsal)
    await rooms.close()
    await kept.store.close()
  }
  try {
    await new Promise<void>((resolve, reject) => {
      web.once('error', reject)
      web.listen(options.port, options.host, resolve)
    })
  } catch (error) {
    await close()
    throw new FaultlineError('classroom.port', {
      port: options.port,
      host: options.host,
      why: String((error as NodeJS.ErrnoException).code),
    })
  }
  const address = web.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    rooms: rehearsal === null ? real : [await roomTold(rehearsal, kept.store, house), ...real],
    key: house.key,
    cuts: kept.cuts,
    close,
  }
}

/** Throws classroom.secret. */
async function houseOf(store: Store): Promise<House> {
  try {
    return new House(await store.secret())
  } catch (error) {
    await store.close()
    throw error
  }
}
/** Of rehearsals elsewhere nothing is told. */
async function told(rooms: Rooms, store: Store, house: House): Promise<RoomTold[]> {
  const rehearsals = await rehearsalsIn(store, rooms.people)
  const real = (await store.rooms()).filter((room) => !rehearsals.has(room))
  const created = new Map<string, number>()
  for (const room of real) created.set(room, (await rooms.people.roomKept(room))?.createdMs ?? 0)
  real.sort((a, b) => created.get(b)! - created.get(a)!)
  return Promise.all(real.map((room) => roomTold(room, store, house)))
}
async function roomTold(room: string, store: Store, house: House): Promise<RoomTold> {
  return { room, code: (await store.value(room, 'code')) ?? '', host: house.token('host', room) }
}

interface Keeping {
  store: Store
  bus?: (listener: Listener) => Bus
  shelf: Shelf
  extensions: RedisExtension[]
  cuts: RoomCut[]
  started: () => Promise<void>
}
async function ownKeeping(folder: string): Promise<Keeping> {
  const { store, cuts } = await FileStore.open(folder)
  return { store, shelf: new MemoryShelf(), extensions: [], cuts, started: () => Promise.resolve() }
}
async function sharedKeeping(address: string, now: () => number): Promise<Keeping> {
  const redis = new Redis(address, { lazyConnect: true, maxRetriesPerRequest: null, connectTimeout: 5_000 })
  let lastError = ''
  redis.on('error', (error: Error) => (lastError = error.message))
  const timer = setTimeout(() => redis.disconnect(), 8_000)
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    redis.disconnect()
    throw new FaultlineError('classroom.redis', {
      address: withoutPassword(address),
      why: lastError || (error as Error).message,
    })
  } finally {
    clearTimeout(timer)
  }
  const quiet = () => redis.duplicate().on('error', () => {})
  let bus: RedisBus | null = null
  return {
    store: new RedisStore(redis),
    shelf: new RedisShelf(redis),
    bus: (listener) => (bus = new RedisBus(redis, listener, now)),
    extensions: [new RedisExtension({ createClient: quiet, prefix: `${REDIS_PREFIX}sync` })],
    cuts: [],
    started: async () => bus?.start(),
  }
}
function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//…@').slice(0, 100)
}

export { localName, networkAddresses } from './addresses'
export { rehearse } from './bots'
export { report, takeConsole } from './trouble'
