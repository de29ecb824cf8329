/**
 * Who belongs to a room: joining by code, coming back by return code, tokens, barring. What is kept of a learner is a name made here or
 * wished for, and digests of tokens; no address, no account.
 */
import * as v from 'valibot'
import { codeFromTyping, isToken } from '../../classroom/codes'
import type { Member, Role } from '../../classroom/documents/names'
import { ROOM_ID } from '../../classroom/fields'
import { ROOM_LIMITS } from '../../classroom/limits'
import type { EnterRequest, Entered, JoinRequest, Joined } from '../../classroom/messages'
import { friendlyName, wishedName } from '../../classroom/names'
import type { House } from './secrets'
import { digestOf, newPersonId, newRoomCode, newRoomId, newToken } from './secrets'
import { Refused } from './refused'
import type { Store } from './store/store'

/** Of a learner's; the oldest are withdrawn. */
const TOKENS_EACH = 20

export interface LearnerKept {
  name: string
  joinedMs: number
  barred: boolean
  /** Named by a host: the learner's wish no longer counts. */
  fixed: boolean
}
const learnerKept: v.GenericSchema<unknown, LearnerKept> = v.object({
  name: v.string(),
  joinedMs: v.number(),
  barred: v.boolean(),
  fixed: v.boolean(),
})
export interface RoomKept {
  createdMs: number
  usedMs: number
}
const roomKept: v.GenericSchema<unknown, RoomKept> = v.object({ createdMs: v.number(), usedMs: v.number() })
const tokenKept: v.GenericSchema<unknown, Member> = v.object({
  role: v.picklist(['host', 'learner', 'projector']),
  id: v.string(),
})
const hashes = v.array(v.string())

/** Something to be told by whoever runs the room: that somebody came, was renamed. */
export interface Lists {
  /** Names in use in the room. */
  namesIn(room: string): Promise<Iterable<string>>
  joined(room: string, learner: string, kept: LearnerKept): Promise<void>
  ownNames(room: string): Promise<boolean>
}

export class People {
  constructor(
    private readonly store: Store,
    private readonly house: House,
    private readonly lists: Lists,
    private readonly now: () => number,
  ) {}

  /** A new room; its teacher's token can be told again at any time (House). */
  async openRoom(): Promise<string> {
    const room = newRoomId()
    const nowMs = this.now()
    const kept: RoomKept = { createdMs: nowMs, usedMs: nowMs }
    await Promise.all([
      this.store.put(room, 'room', JSON.stringify(kept)),
      this.store.put(room, 'code', newRoomCode()),
      this.giveToken(room, this.house.token('host', room), { role: 'host', id: this.house.hostId(room) }),
      this.giveToken(room, this.house.token('projector', room), { role: 'projector', id: 'projector' }),
    ])
    return room
  }
  async roomKept(room: string): Promise<RoomKept | null> {
    return parsed(roomKept, ROOM_ID.test(room) ? await this.store.value(room, 'room') : null)
  }
  async used(room: string): Promise<void> {
    const kept = await this.roomKept(room)
    if (kept) await this.store.put(room, 'room', JSON.stringify({ ...kept, usedMs: this.now() }))
  }
  async newCode(room: string): Promise<string> {
    const code = newRoomCode()
    await this.store.put(room, 'code', code)
    return code
  }

  /** Throws Refused. */
  async join(request: JoinRequest): Promise<Joined> {
    const room = await this.roomOf(request)
    return request.returnCode === undefined
      ? this.newcomer(room, request.name ?? '')
      : this.returning(room, request.returnCode)
  }
  private async roomOf({ code, room }: JoinRequest): Promise<string> {
    const typed = codeFromTyping(code ?? '', 'room')
    const found = room ?? (typed === null ? null : await this.store.roomByCode(typed))
    if (found === null || !(await this.roomKept(found))) throw new Refused('room.noSuchRoom')
    return found
  }
  private async newcomer(room: string, wish: string): Promise<Joined> {
    const taken = [...(await this.lists.namesIn(room))]
    const wished = wish === '' ? null : wishedName(wish, taken)
    if (wished && 'problem' in wished) throw new Refused(`name.${wished.problem}`)
    if (wished && !(await this.lists.ownNames(room))) throw new Refused('name.given')
    const n = await this.store.count(room, 'people', 1)
    if (n > ROOM_LIMITS.learners) {
      await this.store.count(room, 'people', -1)
      throw new Refused('room.full')
    }
    const id = newPersonId('learner')
    const name = wished ? wished.name : freeName(n + nameSeed(room), taken)
    const kept: LearnerKept = { name, joinedMs: this.now(), barred: false, fixed: false }
    const token = newToken()
    const code = this.house.returnCode(room, id)
    await Promise.all([
      this.keep(room, id, kept),
      this.store.put(room, `return/${digestOf(code)}`, id),
      this.giveToken(room, token, { role: 'learner', id }),
    ])
    await this.lists.joined(room, id, kept)
    return { room, id, name, token, returnCode: code, nowMs: this.now() }
  }
  private async returning(room: string, typed: string): Promise<Joined> {
    const code = codeFromTyping(typed, 'return')
    const id = code === null ? null : await this.store.value(room, `return/${digestOf(code)}`)
    const kept = id === null ? null : await this.learner(room, id)
    if (code === null || id === null || !kept) throw new Refused('room.noSuchReturnCode')
    if (kept.barred) throw new Refused('room.barred')
    const token = newToken()
    await this.giveToken(room, token, { role: 'learner', id })
    return { room, id, name: kept.name, token, returnCode: code, nowMs: this.now() }
  }

  /** Throws Refused. */
  async enter({ room, token }: Pick<EnterRequest, 'room' | 'token'>): Promise<Entered> {
    const { role, id } = await this.memberOf(room, token)
    return {
      room,
      role,
      id,
      name: role === 'learner' ? ((await this.learner(room, id))?.name ?? null) : null,
      code: role === 'learner' ? null : await this.store.value(room, 'code'),
      returnCode: role === 'learner' ? this.house.returnCode(room, id) : null,
      nowMs: this.now(),
      projector: role === 'host' ? this.house.token('projector', room) : null,
      token: null,
    }
  }
  /** Whose token it is, in this room. Throws Refused. */
  async memberOf(room: string, token: unknown): Promise<Member> {
    if (!(await this.roomKept(room))) throw new Refused('room.noSuchRoom')
    const member = isToken(token) ? parsed(tokenKept, await this.store.value(room, `token/${digestOf(token)}`)) : null
    if (!member) throw new Refused('room.noSuchToken')
    if (member.role === 'learner' && (await this.learner(room, member.id))?.barred) throw new Refused('room.barred')
    return member
  }

  async learner(room: string, id: string): Promise<LearnerKept | null> {
    return parsed(learnerKept, await this.store.value(room, `learner/${id}`))
  }
  async learners(room: string): Promise<Map<string, LearnerKept>> {
    const all = await this.store.values(room, 'learner/')
    return new Map(
      [...all].flatMap(([id, text]) => {
        const kept = parsed(learnerKept, text)
        return kept ? [[id, kept] as const] : []
      }),
    )
  }
  keep(room: string, id: string, kept: LearnerKept): Promise<void> {
    return this.store.put(room, `learner/${id}`, JSON.stringify(kept))
  }

  /** A co-host's id and token. */
  async inviteHost(room: string): Promise<{ id: string; token: string }> {
    const hosts = await this.store.count(room, 'hosts', 1)
    if (hosts >= ROOM_LIMITS.hosts) {
      await this.store.count(room, 'hosts', -1)
      throw new Refused('room.full')
    }
    const [id, token] = [newPersonId('host'), newToken()]
    await this.giveToken(room, token, { role: 'host', id })
    return { id, token }
  }
  async withdrawHost(room: string, id: string): Promise<void> {
    const held = parsed(hashes, parsedJson(await this.store.value(room, `tokens/${id}`))) ?? []
    await Promise.all(held.map((hash) => this.store.put(room, `token/${hash}`, null)))
    await this.store.put(room, `tokens/${id}`, null)
    if (held.length > 0) await this.store.count(room, 'hosts', -1)
  }
  private async giveToken(room: string, token: string, member: { role: Role; id: string }): Promise<void> {
    const hash = digestOf(token)
    const kept = await this.store.value(room, `tokens/${member.id}`)
    const held = [...(parsed(hashes, parsedJson(kept)) ?? []), hash]
    const withdrawn = held.splice(0, Math.max(0, held.length - TOKENS_EACH))
    await Promise.all([
      this.store.put(room, `token/${hash}`, JSON.stringify(member)),
      this.store.put(room, `tokens/${member.id}`, JSON.stringify(held)),
      ...withdrawn.map((old) => this.store.put(room, `token/${old}`, null)),
    ])
  }
}

/** Rooms begin at different places of the list of names. */
function nameSeed(room: string): number {
  return [...Buffer.from(room)].reduce((sum, byte) => (Math.imul(sum, 31) + byte) & 0xffff, 0)
}
function freeName(n: number, taken: readonly string[]): string {
  const names = new Set(taken)
  for (let i = n; ; i++) {
    const name = friendlyName(i)
    if (!names.has(name)) return name
  }
}
function parsedJson(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}
function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | null {
  const result = v.safeParse(schema, typeof value === 'string' ? parsedJson(value) : value)
  return result.success ? result.output : null
}
