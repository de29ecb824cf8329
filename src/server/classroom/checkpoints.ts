/**
 * Checkpoints of shared clusters: one a room, the newest. Only hosts send them, and everybody in the room may fetch them. They are kept in
 * memory, or where servers share rooms in Redis, and lost without harm.
 */
import type { IncomingMessage } from 'node:http'
import type { Redis } from 'ioredis'
import { checkpointSent } from '../../classroom/checkpoint'
import { ROOM_LIMITS } from '../../classroom/limits'
import type { People } from './people'
import { Refused } from './refused'
import type { Room } from './room'
import { REDIS_PREFIX } from './store/redisStore'

/** Of all rooms together, in memory: the one that was renewed longest ago goes first. */
const ALL_MAX_BYTES = 4 * ROOM_LIMITS.checkpointBytes
const REDIS_KEPT_S = 6 * 3_600

export interface Shelf {
  put(room: string, bytes: Buffer): Promise<void>
  get(room: string): Promise<Buffer | null>
  remove(room: string): Promise<void>
}
export class MemoryShelf implements Shelf {
  private readonly kept = new Map<string, Buffer>()
  constructor(private readonly maxBytes = ALL_MAX_BYTES) {}

  put(room: string, bytes: Buffer): Promise<void> {
    this.kept.delete(room)
    this.kept.set(room, bytes)
    let sum = [...this.kept.values()].reduce((all, { length }) => all + length, 0)
    for (const [oldest, { length }] of this.kept) {
      if (sum <= this.maxBytes) break
      this.kept.delete(oldest)
      sum -= length
    }
    return Promise.resolve()
  }
  get(room: string): Promise<Buffer | null> {
    return Promise.resolve(this.kept.get(room) ?? null)
  }
  remove(room: string): Promise<void> {
    this.kept.delete(room)
    return Promise.resolve()
  }
}
export class RedisShelf implements Shelf {
  constructor(private readonly redis: Redis) {}

  async put(room: string, bytes: Buffer): Promise<void> {
    await this.redis.set(keyOf(room), bytes, 'EX', REDIS_KEPT_S)
  }
  get(room: string): Promise<Buffer | null> {
    return this.redis.getBuffer(keyOf(room))
  }
  async remove(room: string): Promise<void> {
    await this.redis.del(keyOf(room))
  }
}
const keyOf = (room: string): string => `${REDIS_PREFIX}checkpoint:${room}`

export class CheckpointDesk {
  /** Rooms of which one is coming in: never two at once, each may be large. */
  private readonly coming = new Set<string>()

  constructor(
    private readonly people: People,
    private readonly roomOf: (id: string) => Promise<Room>,
    private readonly shelf: Shelf,
  ) {}

  /**
   * Not kept where another host was sooner, which is no fault of this one. Throws Refused, before anything of the body is read where it
   * can.
   */
  async take(request: IncomingMessage): Promise<{ kept: boolean }> {
    const { room, query } = await this.asked(request, 'host')
    const told = Number(request.headers['content-length'] ?? NaN)
    const note = checkpointSent(query, told)
    if (told > ROOM_LIMITS.checkpointBytes) throw new Refused('room.tooLarge')
    const open = await this.roomOf(room)
    const before = open.checkpointBefore(note)
    if (before === 'otherRun') throw new Refused('room.noCluster')
    if (before === 'newer' || this.coming.has(room)) return { kept: false }
    this.coming.add(room)
    try {
      const bytes = await bodyOf(request, told)
      await this.shelf.put(room, bytes)
      await open.tookCheckpoint(note)
    } finally {
      this.coming.delete(room)
    }
    return { kept: true }
  }
  /** null: there is none. Throws Refused. */
  async give(request: IncomingMessage): Promise<Buffer | null> {
    const { room } = await this.asked(request, null)
    return this.shelf.get(room)
  }
  forget(room: string): Promise<void> {
    return this.shelf.remove(room)
  }

  private async asked(
    request: IncomingMessage,
    role: 'host' | null,
  ): Promise<{ room: string; query: URLSearchParams }> {
    const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '')
    const room = query.get('room') ?? ''
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
    const member = await this.people.memberOf(room, token)
    if (role !== null && member.role !== role) throw new Refused('room.notYours')
    return { room, query }
  }
}

async function bodyOf(request: IncomingMessage, length: number): Promise<Buffer> {
  const body = Buffer.alloc(length)
  let at = 0
  for await (const piece of request as AsyncIterable<Buffer>) at += piece.copy(body, at)
  if (at !== length) throw new Refused('room.badRequest')
  return body
}
