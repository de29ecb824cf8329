/**
 * Rooms in Redis, shared by any number of servers. What Redis has answered is called safe: how safe that is, Redis' own settings say
 * (README: appendonly yes, appendfsync always).
 */
import type { Redis } from 'ioredis'
import * as Y from 'yjs'
import { FaultlineError } from '../../../kernel'
import { goodSecret, newSecret } from '../secrets'
import type { Store } from './store'
import { applyUpdates } from './updates'

export const REDIS_PREFIX = 'faultline:'
const SECRET = `${REDIS_PREFIX}secret`
const ROOMS = `${REDIS_PREFIX}rooms`
const CODES = `${REDIS_PREFIX}codes`
/** A list of updates longer than this is merged when it is read. */
const PIECES_MAX = 500
const RETRY_MS = 2_000
const PATIENCE_MS = 5_000
const COMPACT = `
if redis.call('lindex', KEYS[1], 0) ~= ARGV[1] or redis.call('lindex', KEYS[1], ARGV[3] - 1) ~= ARGV[2] then return 0 end
redis.call('ltrim', KEYS[1], ARGV[3], -1)
redis.call('lpush', KEYS[1], ARGV[4])
return 1`
const valuesKey = (room: string) => `${REDIS_PREFIX}room:${room}`
const documentsKey = (room: string) => `${REDIS_PREFIX}documents:${room}`
const documentKey = (room: string, document: string) => `${REDIS_PREFIX}document:${room}:${document}`

export class RedisStore implements Store {
  /** What has been sent and not answered yet, by room. */
  private readonly under = new Map<string, Set<Promise<void>>>()
  private closed = false

  constructor(private readonly redis: Redis) {}

  async secret(): Promise<string> {
    await this.redis.setnx(SECRET, newSecret())
    return goodSecret(await this.redis.get(SECRET), `Redis, ${SECRET}`)
  }
  rooms(): Promise<string[]> {
    return this.redis.smembers(ROOMS)
  }
  roomByCode(code: string): Promise<string | null> {
    return this.redis.hget(CODES, code)
  }
  value(room: string, key: string): Promise<string | null> {
    return this.redis.hget(valuesKey(room), key)
  }
  async values(room: string, prefix: string): Promise<Map<string, string>> {
    const all = Object.entries(await this.redis.hgetall(valuesKey(room)))
    return new Map(
      all.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]),
    )
  }
  async put(room: string, key: string, value: string | null): Promise<void> {
    const change = this.redis.multi().sadd(ROOMS, room)
    if (key === 'code') {
      const former = await this.value(room, 'code')
      if (former !== null) change.hdel(CODES, former)
      if (value !== null) change.hset(CODES, value, room)
    }
    if (value === null) change.hdel(valuesKey(room), key)
    else change.hset(valuesKey(room), key, value)
    await answered(change.exec())
  }
  async count(room: string, key: string, by: number): Promise<number> {
    return this.redis.hincrby(valuesKey(room), key, by)
  }
  documents(room: string): Promise<string[]> {
    return this.redis.smembers(documentsKey(room))
  }
  async load(room: string, document: string): Promise<Uint8Array[]> {
    const pieces = await this.redis.lrangeBuffer(documentKey(room, document), 0, -1)
    if (pieces.length > PIECES_MAX) await this.compact(documentKey(room, document), pieces)
    return pieces
  }
  append(room: string, document: string, update: Uint8Array): void {
    const under = this.under.get(room) ?? new Set()
    this.under.set(room, under)
    const sent = this.send(room, document, Buffer.from(update)).finally(() => under.delete(sent))
    under.add(sent)
  }
  /** Until Redis has taken it: updates merge in any order. */
  private async send(room: string, document: string, update: Buffer): Promise<void> {
    for (;;) {
      try {
        const change = this.redis.multi().sadd(documentsKey(room), document).rpush(documentKey(room, document), update)
        await answered(change.exec())
        return
      } catch {
        if (this.closed) return
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
  async safe(room: string): Promise<void> {
    const all = Promise.all([...(this.under.get(room) ?? [])]).then(() => true)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS)
    })
    const safe = await Promise.race([all, late])
    clearTimeout(timer)
    if (!safe) throw new FaultlineError('room.notStored', { why: 'Redis does not answer' })
  }
  async remove(room: string): Promise<void> {
    const [documents, code] = await Promise.all([this.documents(room), this.value(room, 'code')])
    const change = this.redis.multi().srem(ROOMS, room).del(valuesKey(room), documentsKey(room))
    for (const document of documents) change.del(documentKey(room, document))
    if (code !== null) change.hdel(CODES, code)
    await answered(change.exec())
  }
  /** One update in the place of `pieces`, unless another server has put its own there meanwhile. */
  private async compact(key: string, pieces: readonly Uint8Array[]): Promise<void> {
    const document = new Y.Doc()
    applyUpdates(document, pieces)
    const merged = Buffer.from(Y.encodeStateAsUpdate(document))
    document.destroy()
    const [first, last] = [Buffer.from(pieces[0]), Buffer.from(pieces[pieces.length - 1])]
    await this.redis.eval(COMPACT, 1, key, first, last, pieces.length, merged)
  }
  async close(): Promise<void> {
    this.closed = true
    await Promise.all([...this.under.values()].flatMap((under) => Array.from(under)))
    this.redis.disconnect()
  }
}

/** A transaction's answer; throws what Redis says. */
async function answered(sent: Promise<[error: Error | null, result: unknown][] | null>): Promise<void> {
  const replies = await sent
  const error = replies?.find(([one]) => one !== null)?.[0]
  if (error) throw error
}
