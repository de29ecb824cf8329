/** The bus over Redis: a channel for what is told, one a server for answers, and a lease a room with a growing number. */
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Answer, Asked, Bus, Listener, Told } from './bus'
import { REDIS_PREFIX } from './store/redisStore'
import { report } from './trouble'

const CHANNEL = `${REDIS_PREFIX}bus`
const LEASE_MS = 4_000
/** A lease is not trusted beyond this, by one's own clock. */
const TRUSTED_MS = 3_000
const RENEW_MS = 1_000
const ANSWER_MS = 3_000

/** Keeps or takes the lease: its number, or 0 where another holds it. */
const HOLD = `
local held = redis.call('get', KEYS[1])
if not held then
  local number = redis.call('incr', KEYS[2])
  redis.call('set', KEYS[1], ARGV[1] .. ' ' .. number, 'px', ARGV[2])
  return number
end
local owner, number = string.match(held, '^(%S+) (%d+)$')
if owner ~= ARGV[1] then return 0 end
redis.call('pexpire', KEYS[1], ARGV[2])
return tonumber(number)`
const COMMIT = `
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('rpush', KEYS[2], ARGV[2])`
const RESTART = `
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('del', KEYS[2])
return 1`

type Message =
  | { is: 'told'; room: string; message: Told }
  | { is: 'asked'; room: string; question: Asked; from: string; ref: number }
interface Answered {
  ref: number
  answer: Answer
}

export class RedisBus implements Bus {
  readonly alone = false
  private readonly me = randomUUID()
  private readonly hearing: Redis
  private readonly leases = new Map<string, { number: number; sinceMs: number }>()
  private readonly open = new Map<number, (answer: Answer) => void>()
  private refs = 0

  constructor(
    private readonly redis: Redis,
    private readonly listener: Listener,
    private readonly now: () => number,
  ) {
    this.hearing = redis.duplicate()
    this.hearing.on('message', (channel: string, text: string) => {
      try {
        if (channel === CHANNEL) this.heard(JSON.parse(text) as Message)
        else this.answered(JSON.parse(text) as Answered)
      } catch (error) {
        report(error) // whoever else writes to this Redis: the rooms go on
      }
    })
  }
  async start(): Promise<void> {
    await this.hearing.subscribe(CHANNEL, `${CHANNEL}:${this.me}`)
  }

  tell(room: string, message: Told): void {
    void this.say(CHANNEL, { is: 'told', room, message } satisfies Message)
  }
  async ask(room: string, question: Asked): Promise<Answer> {
    if (await this.leads(room)) {
      const own = await this.listener.asked(room, question)
      if (own) return own
    }
    const ref = ++this.refs
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.open.get(ref)?.({ done: false, code: 'room.noCluster' }), ANSWER_MS)
      this.open.set(ref, (answer) => {
        clearTimeout(timer)
        this.open.delete(ref)
        resolve(answer)
      })
      void this.say(CHANNEL, { is: 'asked', room, question, from: this.me, ref } satisfies Message)
    })
  }
  private async say(channel: string, message: Message | Answered): Promise<void> {
    await this.redis.publish(channel, JSON.stringify(message)).catch(() => 0)
  }
  private heard(message: Message): void {
    if (message.is === 'told') this.listener.told(message.room, message.message)
    else if (message.from !== this.me) this.answer(message).catch(report)
  }
  private async answer({ room, question, from, ref }: Message & { is: 'asked' }): Promise<void> {
    if (!this.leases.has(room) || !(await this.leads(room))) return
    const answer = await this.listener.asked(room, question)
    if (answer) await this.say(`${CHANNEL}:${from}` as typeof CHANNEL, { ref, answer })
  }
  private answered({ ref, answer }: Answered): void {
    this.open.get(ref)?.(answer)
  }

  async leads(room: string): Promise<boolean> {
    const lease = this.leases.get(room)
    const sentMs = this.now()
    if (lease && sentMs - lease.sinceMs < RENEW_MS) return true
    const keys = [leaseKey(room), `${REDIS_PREFIX}fence:${room}`]
    const number = Number(await this.redis.eval(HOLD, 2, ...keys, this.me, LEASE_MS).catch(() => 0))
    if (number > 0 && this.now() - sentMs < TRUSTED_MS) this.leases.set(room, { number, sinceMs: sentMs })
    else this.leases.delete(room)
    return this.leases.has(room)
  }
  private held(room: string): string | null {
    const lease = this.leases.get(room)
    return lease && this.now() - lease.sinceMs < TRUSTED_MS ? `${this.me} ${lease.number}` : null
  }
  async commit(room: string, line: string): Promise<boolean> {
    const held = this.held(room)
    if (held === null) return false
    return Number(await this.redis.eval(COMMIT, 2, leaseKey(room), sequenceKey(room), held, line).catch(() => 0)) > 0
  }
  committed(room: string): Promise<string[]> {
    return this.redis.lrange(sequenceKey(room), 0, -1)
  }
  async restart(room: string): Promise<boolean> {
    const held = this.held(room)
    if (held === null) return false
    return Number(await this.redis.eval(RESTART, 2, leaseKey(room), sequenceKey(room), held).catch(() => 0)) > 0
  }
  async forget(room: string): Promise<void> {
    this.leases.delete(room)
    await this.redis.del(leaseKey(room), sequenceKey(room), `${REDIS_PREFIX}fence:${room}`)
  }
  async close(): Promise<void> {
    for (const room of this.leases.keys()) {
      const held = this.held(room)
      const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`
      if (held !== null) await this.redis.eval(release, 1, leaseKey(room), held).catch(() => 0)
    }
    this.hearing.disconnect()
  }
}
const leaseKey = (room: string) => `${REDIS_PREFIX}lease:${room}`
const sequenceKey = (room: string) => `${REDIS_PREFIX}sequence:${room}`
