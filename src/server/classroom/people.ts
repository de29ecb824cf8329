/**
 * Who belongs to a room: joining by code, coming back by return code, seats, tokens, barring. What is kept of a learner is a name made here or
 * wished for, and digests of tokens; no address, no account.
 */
import * as v from 'valibot'
import { codeFromTyping, isToken } from '../../classroom/codes'
import type { Member, Role } from '../../classroom/documents/names'
import { HOST_ID, ROOM_ID } from '../../classroom/fields'
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
  /** The seat was given free while they were away. */
  cleared: boolean
}
/** Rooms kept by an older server do not say `cleared`. */
const learnerKept: v.GenericSchema<unknown, LearnerKept> = v.object({
  name: v.string(),
  joinedMs: v.number(),
  barred: v.boolean(),
  fixed: v.boolean(),
  cleared: v.optional(v.boolean(), false),
})
export interface RoomKept {
  createdMs: number
  usedMs: number
}
const roomKept: v.GenericSchema<unknown, RoomKept> = v.object({ createdMs: v.number(), usedMs: v.number() })
/** `withdrawn`: kept, so that who still uses it is told what became of it. */
const tokenKept: v.GenericSchema<unknown, Member & { withdrawn?: boolean }> = v.object({
  role: v.picklist(['host', 'learner', 'projector']),
  id: v.string(),
  withdrawn: v.optional(v.boolean()),
})
export interface HostKept {
  name: string
  invitedMs: number
  /** Whether the link was ever used. */
  opened: boolean
}
const hostKept: v.GenericSchema<unknown, HostKept> = v.object({
  name: v.string(),
  invitedMs: v.number(),
  opened: v.boolean(),
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

  /** Into the room that `roomOf` found. Throws Refused. */
  async join(room: string, request: JoinRequest): Promise<Joined> {
    if (request.returnCode !== undefined) return this.returning(room, request.returnCode)
    if (codeFromTyping(request.code ?? '', 'room') !== (await this.store.value(room, 'code')))
      throw new Refused('room.oldLink')
    return this.newcomer(room, request.name ?? '')
  }
  /** Which room is meant. Throws Refused where there is none. */
  async roomOf({ code, room }: JoinRequest): Promise<string> {
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
    const n = await this.takeSeat(room)
    const id = newPersonId('learner')
    const name = wished ? wished.name : freeName(n + nameSeed(room), taken)
    const kept: LearnerKept = { name, joinedMs: this.now(), barred: false, fixed: false, cleared: false }
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
  /** How many are taken with it. Throws Refused where the room is full: nobody is put out for a newcomer. */
  private async takeSeat(room: string): Promise<number> {
    const n = await this.store.count(room, 'people', 1)
    if (n <= ROOM_LIMITS.learners) return n
    await this.giveFree(room, 1)
    throw new Refused('room.full')
  }
  private async giveFree(room: string, seats: number): Promise<void> {
    if (seats > 0) await this.store.count(room, 'people', -seats)
  }
  /** Whoever is barred takes nobody's place. */
  async bar(room: string, id: string, kept: LearnerKept, barred: boolean): Promise<LearnerKept> {
    const next: LearnerKept = { ...kept, barred, cleared: false }
    await this.keep(room, id, next)
    const before = kept.barred || kept.cleared ? 0 : 1
    const after = barred ? 0 : 1
    if (before !== after) await this.store.count(room, 'people', after - before)
    return next
  }
  /** Gives the seats of some who are away free. */
  async clear(room: string, seats: ReadonlyMap<string, LearnerKept>): Promise<void> {
    await Promise.all([...seats].map(([id, kept]) => this.keep(room, id, { ...kept, cleared: true })))
    await this.giveFree(room, seats.size)
  }
  /** Back in a seat that was given free. Throws Refused where the room is full by now. */
  async sitAgain(room: string, id: string, kept: LearnerKept): Promise<LearnerKept> {
    await this.takeSeat(room)
    const next = { ...kept, cleared: false }
    await this.keep(room, id, next)
    return next
  }
  /** As if they had never asked: for seats that nobody came to. */
  async forget(room: string, ids: readonly string[]): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        await this.withdrawTokens(room, id, null)
        await this.store.put(room, `return/${digestOf(this.house.returnCode(room, id))}`, null)
        await this.store.put(room, `learner/${id}`, null)
      }),
    )
    await this.giveFree(room, ids.length)
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
    if (member.withdrawn) throw new Refused('room.withdrawn')
    if (member.role === 'learner' && (await this.learner(room, member.id))?.barred) throw new Refused('room.barred')
    return { role: member.role, id: member.id }
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
  async inviteHost(room: string, name: string): Promise<{ id: string; token: string }> {
    const hosts = await this.store.count(room, 'hosts', 1)
    if (hosts >= ROOM_LIMITS.hosts) {
      await this.store.count(room, 'hosts', -1)
      throw new Refused('room.tooManyHosts')
    }
    const [id, token] = [newPersonId('host'), newToken()]
    await this.giveToken(room, token, { role: 'host', id })
    await this.keepHost(room, id, { name: name.trim(), invitedMs: this.now(), opened: false })
    return { id, token }
  }
  keepHost(room: string, id: string, kept: HostKept): Promise<void> {
    return this.store.put(room, `host/${id}`, JSON.stringify(kept))
  }
  /** Co-hosts whose links are good: whoever opened the room is none. */
  async hosts(room: string): Promise<Map<string, HostKept>> {
    const holders = [...(await this.store.values(room, 'tokens/')).keys()]
    const ids = holders.filter((id) => HOST_ID.test(id) && id !== this.house.hostId(room))
    return new Map(
      await Promise.all(
        ids.map(async (id): Promise<[string, HostKept]> => {
          const kept = parsed(hostKept, await this.store.value(room, `host/${id}`))
          return [id, kept ?? { name: '', invitedMs: 0, opened: true }]
        }),
      ),
    )
  }
  async withdrawHost(room: string, id: string): Promise<void> {
    const held = await this.withdrawTokens(room, id, { role: 'host', id, withdrawn: true })
    await this.store.put(room, `host/${id}`, null)
    if (held > 0) await this.store.count(room, 'hosts', -1)
  }
  /** What is left of them is `left`; resolves with how many there were. */
  private async withdrawTokens(room: string, id: string, left: object | null): Promise<number> {
    const held = parsed(hashes, parsedJson(await this.store.value(room, `tokens/${id}`))) ?? []
    const kept = left && JSON.stringify(left)
    await Promise.all([
      ...held.map((hash) => this.store.put(room, `token/${hash}`, kept)),
      this.store.put(room, `tokens/${id}`, null),
    ])
    return held.length
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
