/**
 * One room while it is open at this server: who is connected, what the server writes of them (roster, answers), digests once a second,
 * the shared cluster's beat, and what hosts may do.
 */
import type { Hocuspocus } from '@hocuspocus/server'
import * as v from 'valibot'
import * as Y from 'yjs'
import type { CheckpointNote } from '../../classroom/checkpoint'
import type { Digest, DigestBatch } from '../../classroom/digests'
import { PRINT_EVERY_US, agreement } from '../../classroom/digests'
import { gathered, learnerAnswers, noAnswers } from '../../classroom/documents/answers'
import { readLead } from '../../classroom/documents/lead'
import { readLearner } from '../../classroom/documents/learner'
import type { Member } from '../../classroom/documents/names'
import { documentName } from '../../classroom/documents/names'
import type { Attendance } from '../../classroom/documents/roster'
import { attendance, isUnused, readRoster } from '../../classroom/documents/roster'
import { ROOM_LIMITS } from '../../classroom/limits'
import type { Cleared, HostAct, RefusalCode, ToPage } from '../../classroom/messages'
import { wishedName } from '../../classroom/names'
import type { Answer, Asked, Bus, Told } from './bus'
import { CoHosts } from './coHosts'
import { Page, entriesOf } from './page'
import type { LearnerKept, People } from './people'
import { Refused } from './refused'
import type { House } from './secrets'
import { SharedCluster } from './shared'
import type { Socket } from './socket'
import type { Store } from './store/store'
import { applyUpdates } from './store/updates'
import { report } from './trouble'

/** A reload is not a crash: so long is somebody still here. */
const GONE_AFTER_MS = 1_500
const PRESENT_EVERY_MS = 4_000
/** Of whom no server has said so for this long, the server has died. */
const PRESENT_FOR_MS = 12_000
const AWAKE_EVERY_MS = 10_000
/** Whoever asked for a seat connects at once; so long it is not called unused. */
const COMES_WITHIN_MS = 20_000
/** A learner's name, group and presence are written this often at most; answers likewise. */
const GATHER_MS = 400
/** At one go; who is left comes next, for a hostile document takes long to read. */
const GATHER_FOR_MS = 60
const BEAT_MS = 200
/** Of learners' documents in the store. */
const LEARNER_PREFIX = 'learner/'

export interface RoomParts {
  engine: Hocuspocus
  store: Store
  house: House
  people: People
  bus: Bus
  /** Never goes back. */
  now: () => number
  /** Of the wall. */
  wallMs: () => number
}

export class Room {
  private readonly sockets = new Set<Socket>()
  private readonly learners = new Map<string, LearnerKept>()
  /** Who is being seated again. */
  private readonly seating = new Map<string, Promise<void>>()
  private readonly cohosts: CoHosts
  /** What is to be written of somebody's presence. */
  private readonly presence = new Map<string, Partial<Attendance>>()
  /** When a server last said that it has them. */
  private readonly heardOf = new Map<string, number>()
  private readonly digests = new Map<string, Digest>()
  private readonly newDigests = new Set<string>()
  private readonly changed = { roster: new Set<string>(), answers: new Set<string>() }
  private readonly told = new Map<string, string>()
  private readonly timers: NodeJS.Timeout[] = []
  private beating = false
  private gathering = false
  idleSinceMs: number
  over = false

  private constructor(
    readonly id: string,
    private readonly parts: RoomParts,
    private readonly pages: { lead: Page; roster: Page; answers: Page; sequence: Page },
    private readonly shared: SharedCluster,
  ) {
    this.cohosts = new CoHosts(id, parts.people, pages.roster, (host) => this.shut(host, 'room.withdrawn'))
    this.idleSinceMs = parts.now()
  }

  static async open(id: string, parts: RoomParts): Promise<Room> {
    const page = (document: 'lead' | 'roster' | 'answers' | 'sequence') => Page.open(parts.engine, id, document)
    const [lead, roster, answers, sequence] = await Promise.all([
      page('lead'),
      page('roster'),
      page('answers'),
      page('sequence'),
    ])
    const stored = () => parts.store.safe(id)
    const shared = new SharedCluster(id, sequence, lead, parts.bus, stored, parts.wallMs)
    const room = new Room(id, parts, { lead, roster, answers, sequence }, shared)
    await room.begin()
    return room
  }
  private async begin(): Promise<void> {
    const { people, store, bus } = this.parts
    for (const [id, kept] of await people.learners(this.id)) this.learners.set(id, kept)
    for (const id of this.learners.keys()) this.changed.roster.add(id)
    // What learners had written when a server died may not be gathered yet.
    for (const name of await store.documents(this.id))
      if (name.startsWith(LEARNER_PREFIX)) this.changed.answers.add(name.slice(LEARNER_PREFIX.length))
    // Whoever was here when the server died has to come back; with other servers, they may be there.
    for (const [id, { present }] of readRoster(this.pages.roster.entries()).learner) {
      if (present && bus.alone) this.setPresence(id, false)
      else if (present) this.heardOf.set(id, this.parts.now())
    }
    await this.pages.roster.write({ code: (await store.value(this.id, 'code')) ?? '' })
    await this.cohosts.read(bus.alone)
    this.pages.lead.onChange(() => {
      for (const id of this.learners.keys()) this.changed.roster.add(id)
    })
    const every = (ms: number, act: () => void) => this.timers.push(setInterval(act, ms))
    every(GATHER_MS, () => void this.gather().catch(report))
    every(1_000, () => this.passOnDigests())
    every(BEAT_MS, () => void this.beat().catch(report))
    if (!bus.alone) every(PRESENT_EVERY_MS, () => void this.tellPresent().catch(report))
    every(AWAKE_EVERY_MS, () => this.pages.lead.say({ say: 'awake', nowMs: this.parts.wallMs() }, 'here'))
  }

  namesInUse(): string[] {
    const here = [...this.learners.values()].map(({ name }) => name)
    if (this.parts.bus.alone) return here
    return [...here, ...[...readRoster(this.pages.roster.entries()).learner.values()].map(({ name }) => name)]
  }
  get ownNames(): boolean {
    return readLead(this.pages.lead.entries()).ownNames ?? true
  }
  learnerJoined(id: string, kept: LearnerKept): void {
    this.learners.set(id, kept)
    this.changed.roster.add(id)
  }

  /** Where another server, or a host, changed something of them. */
  private async readSeats(learners: readonly string[]): Promise<void> {
    for (const id of learners) {
      const kept = await this.parts.people.learner(this.id, id)
      if (kept) this.learnerJoined(id, kept)
      else await this.forgotten([id])
      if (kept && !kept.barred) continue
      this.shut(id, kept ? 'room.barred' : 'room.noSuchToken')
    }
  }
  private async forgotten(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.learners.delete(id)
      this.presence.delete(id)
    }
    await this.pages.roster.write(Object.fromEntries(ids.map((id) => [`learner/${id}`, undefined])))
  }
  private async hostChanged(id: string): Promise<void> {
    await this.cohosts.changed(id, this.isConnected(id))
  }
  /** Before a learner is taken in: who joined, or was seated, at another server; who comes back to a seat that was given free. Throws Refused. */
  async awaits(learner: string): Promise<void> {
    if (this.learners.get(learner)?.cleared === false) return
    // A page opens several documents at once: it takes one seat.
    const seating = this.seating.get(learner) ?? this.seat(learner).finally(() => this.seating.delete(learner))
    this.seating.set(learner, seating)
    await seating
  }
  private async seat(learner: string): Promise<void> {
    const { people, bus } = this.parts
    const kept = await people.learner(this.id, learner)
    if (!kept) return
    this.learnerJoined(learner, kept.cleared ? await people.sitAgain(this.id, learner, kept) : kept)
    if (kept.cleared) bus.tell(this.id, { tell: 'seats', learners: [learner] })
  }
  /** Takes a socket in, once. Throws Refused. */
  arrive(socket: Socket, member: Member): void {
    if (this.sockets.has(socket)) return
    if (this.cohosts.isWithdrawn(member.id)) throw new Refused('room.withdrawn')
    // Each role has places of its own: learners' pages keep no host out.
    const alike = [...this.sockets].filter((one) => one.member?.role === member.role)
    if (alike.length >= ROOM_LIMITS.sockets) throw new Refused('room.tooManySockets')
    const own = [...this.sockets].filter((one) => one.member?.id === member.id)
    if (member.role === 'learner' && own.length >= ROOM_LIMITS.socketsEach) own[0].refuse('room.elsewhere')
    this.sockets.add(socket)
    socket.belongsTo(this.id, member)
    if (member.role === 'learner') this.setPresence(member.id, true)
    else if (member.role === 'host') this.hostChanged(member.id).catch(report)
  }
  leave(socket: Socket): void {
    if (!this.sockets.delete(socket)) return
    this.idleSinceMs = this.parts.now()
    const { member } = socket
    if (member?.role === 'host') this.hostChanged(member.id).catch(report)
    if (member?.role !== 'learner') return
    setTimeout(() => {
      if (!this.isConnected(member.id)) this.setPresence(member.id, false)
    }, GONE_AFTER_MS).unref()
  }
  get isIdle(): boolean {
    return this.sockets.size === 0
  }
  private isConnected(person: string): boolean {
    return [...this.sockets].some(({ member }) => member?.id === person)
  }
  private shut(person: string, code: RefusalCode): void {
    for (const socket of this.sockets) if (socket.member?.id === person) socket.refuse(code)
  }
  private setPresence(learner: string, present: boolean): void {
    const known = this.attendanceOf(learner)
    if (known?.present === present) return
    const returns = (known?.returns ?? 0) + (present && known && known.sinceMs > known.joinedMs ? 1 : 0)
    this.presence.set(learner, { present, sinceMs: this.parts.wallMs(), returns })
    if (!present) this.digests.delete(learner)
    this.changed.roster.add(learner)
  }
  /** As it is in the roster or about to be. */
  private attendanceOf(learner: string): Attendance | null {
    const written = v.safeParse(attendance, this.pages.roster.value(`learner/${learner}`))
    const kept = this.learners.get(learner)
    const known = written.success ? written.output : kept ? newAttendance(kept) : null
    return known && { ...known, ...this.presence.get(learner) }
  }
  private async tellPresent(): Promise<void> {
    const learners = [...this.sockets].flatMap(({ member }) => (member?.role === 'learner' ? [member.id] : []))
    this.parts.bus.tell(this.id, { tell: 'present', learners: [...new Set(learners)] })
    if (!(await this.parts.bus.leads(this.id))) return
    for (const [id, { present }] of readRoster(this.pages.roster.entries()).learner) {
      const heardMs = this.heardOf.get(id) ?? this.parts.now()
      this.heardOf.set(id, heardMs)
      if (present && this.parts.now() - heardMs > PRESENT_FOR_MS) this.setPresence(id, false)
    }
  }

  learnerChanged(id: string): void {
    this.changed.answers.add(id)
  }
  /** Writes what has changed of people and their answers, all in one update each. */
  private async gather(): Promise<void> {
    if (this.gathering || this.over) return
    this.gathering = true
    try {
      await this.gatherAnswers().catch(report)
      await this.gatherRoster()
    } finally {
      this.gathering = false
    }
  }
  private async gatherAnswers(): Promise<void> {
    const entries: Record<string, unknown> = {}
    const untilMs = this.parts.now() + GATHER_FOR_MS
    for (const id of [...this.changed.answers]) {
      if (this.parts.now() > untilMs) break
      this.changed.answers.delete(id)
      try {
        const page = readLearner(await this.entriesOfLearner(id))
        const before = v.safeParse(learnerAnswers, this.pages.answers.value(`learner/${id}`))
        entries[`learner/${id}`] = gathered(before.success ? before.output : noAnswers(), page, this.parts.wallMs())
        if (page.name !== null && page.name !== '') await this.wished(id, page.name)
      } catch (error) {
        report(error) // this learner's alone: all others are written
      }
    }
    await this.pages.answers.write(entries)
  }
  /** From the store, where the learner has left already. */
  private async entriesOfLearner(id: string): Promise<Record<string, unknown>> {
    const loaded = this.parts.engine.documents.get(documentName({ room: this.id, document: 'learner', learner: id }))
    if (loaded) return entriesOf(loaded)
    const document = new Y.Doc()
    applyUpdates(document, await this.parts.store.load(this.id, `${LEARNER_PREFIX}${id}`))
    return entriesOf(document)
  }
  private async gatherRoster(): Promise<void> {
    const changed = [...this.changed.roster]
    this.changed.roster.clear()
    if (changed.length === 0) return
    const lead = readLead(this.pages.lead.entries())
    const entries: Record<string, unknown> = {}
    for (const id of changed) {
      const kept = this.learners.get(id)
      if (!kept) continue
      const known = this.attendanceOf(id) ?? newAttendance(kept)
      this.presence.delete(id)
      const group = lead.member.get(id) ?? null
      entries[`learner/${id}`] = {
        ...known,
        name: kept.name,
        barred: kept.barred,
        cleared: kept.cleared,
        group,
      } satisfies Attendance
    }
    await this.pages.roster.write(entries)
  }

  /** A name that the learner wrote in its document. */
  private async wished(id: string, wish: string): Promise<void> {
    const kept = this.learners.get(id)
    if (!kept || kept.name === wish || this.told.get(id) === wish) return
    const others = [...this.learners].filter(([other]) => other !== id).map(([, { name }]) => name)
    const result = kept.fixed || !this.ownNames ? { problem: 'given' as const } : wishedName(wish, others)
    this.told.set(id, wish)
    if ('problem' in result) this.sayNamed(id, kept.name, `name.${result.problem}`)
    else await this.rename(id, { ...kept, name: result.name })
  }
  private async rename(id: string, kept: LearnerKept): Promise<void> {
    this.learners.set(id, kept)
    this.changed.roster.add(id)
    await this.parts.people.keep(this.id, id, kept)
    this.parts.bus.tell(this.id, { tell: 'named', learner: id, name: kept.name })
  }
  private sayNamed(learner: string, name: string, code?: RefusalCode): void {
    this.sayToLearner(learner, { say: 'named', name, ...(code === undefined ? {} : { code }) })
  }
  private sayToLearner(learner: string, message: ToPage): void {
    const name = documentName({ room: this.id, document: 'learner', learner })
    const line = JSON.stringify(message)
    for (const connection of this.parts.engine.documents.get(name)?.getConnections() ?? []) {
      if ((connection.context as { socket?: Socket }).socket?.member?.id === learner) connection.sendStateless(line)
    }
  }

  digest(learner: string, digest: Digest): void {
    const print = digest.print && digest.print.atUs % PRINT_EVERY_US === 0 ? digest.print : null
    this.digests.set(learner, { ...digest, print })
    this.newDigests.add(learner)
  }
  private passOnDigests(): void {
    if (this.newDigests.size === 0) return
    const digests: DigestBatch = {}
    for (const learner of this.newDigests) {
      const digest = this.digests.get(learner)
      if (digest) digests[learner] = digest
    }
    this.newDigests.clear()
    this.pages.roster.say({ say: 'digests', atMs: this.parts.wallMs(), digests })
  }
  private async beat(): Promise<void> {
    if (this.beating || this.over) return
    this.beating = true
    try {
      await this.shared.beat(() => agreement(Object.fromEntries(this.digests))?.print ?? null)
    } finally {
      this.beating = false
    }
  }

  propose(by: Member, line: string): Promise<Answer> {
    return this.parts.bus.ask(this.id, { by: by.id, isHost: by.role === 'host', line })
  }
  asked(question: Asked): Promise<Answer | null> {
    return this.shared.answer(question)
  }

  checkpointBefore(note: CheckpointNote): ReturnType<SharedCluster['checkpointBefore']> {
    return this.shared.checkpointBefore(note)
  }
  tookCheckpoint(note: CheckpointNote): Promise<void> {
    return this.shared.tookCheckpoint(note)
  }

  async act(by: Member, act: HostAct, line: string): Promise<Answer> {
    const { people, house, bus, store } = this.parts
    switch (act.do) {
      case 'rename': {
        const kept = await people.learner(this.id, act.learner)
        const others = [...this.learners].filter(([id]) => id !== act.learner).map(([, { name }]) => name)
        const result = wishedName(act.name, others)
        // A host may overrule the filter of words, not that of signs.
        const name = 'name' in result ? result.name : result.problem === 'refused' ? act.name.trim() : null
        if (!kept || name === null)
          return { done: false, code: 'problem' in result ? `name.${result.problem}` : 'room.badRequest' }
        await this.rename(act.learner, { ...kept, name, fixed: true })
        return { done: true }
      }
      case 'bar':
      case 'unbar': {
        const kept = await people.learner(this.id, act.learner)
        if (!kept) return { done: false, code: 'room.badRequest' }
        this.learnerJoined(act.learner, await people.bar(this.id, act.learner, kept, act.do === 'bar'))
        bus.tell(this.id, { tell: 'seats', learners: [act.learner] })
        return { done: true }
      }
      case 'clear':
        return { done: true, told: String(await this.clear(act.which)) }
      case 'returnCode':
        return { done: true, told: house.returnCode(this.id, act.learner) }
      case 'inviteHost':
        return { done: true, told: await this.invite(act.name) }
      case 'withdrawHost':
        // Whoever opened the room cannot be shut out of it.
        if (act.host === house.hostId(this.id)) return { done: false, code: 'room.notYours' }
        await people.withdrawHost(this.id, act.host)
        await this.cohosts.read()
        bus.tell(this.id, { tell: 'hosts' })
        return { done: true }
      case 'newCode': {
        const code = await people.newCode(this.id)
        await this.pages.roster.write({ code })
        return { done: true, told: code }
      }
      case 'end':
        bus.tell(this.id, { tell: 'ended' })
        await store.safe(this.id)
        return { done: true }
      default:
        return this.propose(by, line)
    }
  }
  private async invite(name: string): Promise<string> {
    const { token } = await this.parts.people.inviteHost(this.id, name)
    await this.cohosts.read()
    this.parts.bus.tell(this.id, { tell: 'hosts' })
    return token
  }
  /** Gives seats free; how many. */
  private async clear(which: Cleared): Promise<number> {
    const { people, bus, wallMs } = this.parts
    const away = [...this.learners].filter(([id, { barred, cleared }]) => {
      return !barred && !cleared && !this.isConnected(id) && this.attendanceOf(id)?.present === false
    })
    const unused = away.filter(([id, { joinedMs }]) => {
      const attendance = this.attendanceOf(id)
      return attendance !== null && isUnused(attendance) && wallMs() - joinedMs > COMES_WITHIN_MS
    })
    const seats = which === 'unused' ? unused : away
    const ids = seats.map(([id]) => id)
    if (which === 'unused') {
      await people.forget(this.id, ids)
      await this.forgotten(ids)
    } else {
      for (const [id, kept] of seats) this.learnerJoined(id, { ...kept, cleared: true })
      await people.clear(this.id, new Map(seats))
    }
    if (ids.length > 0) bus.tell(this.id, { tell: 'seats', learners: ids })
    return ids.length
  }

  /** From whatever server. `ended` is for whoever keeps the rooms. */
  hear(message: Exclude<Told, { tell: 'ended' }>): void {
    if (message.tell === 'named') {
      const kept = this.learners.get(message.learner)
      if (kept) this.learners.set(message.learner, { ...kept, name: message.name })
      this.changed.roster.add(message.learner)
      this.sayNamed(message.learner, message.name, message.code)
      return
    }
    if (message.tell === 'present') {
      for (const learner of message.learners) this.heardOf.set(learner, this.parts.now())
      return
    }
    if (message.tell === 'seats') this.readSeats(message.learners).catch(report)
    else this.cohosts.read().catch(report)
  }

  /** Tells everybody that it is over, and lets go. */
  async end(): Promise<void> {
    this.pages.lead.say({ say: 'ended' }, 'here')
    await this.close()
    for (const socket of this.sockets) socket.refuse('room.ended')
  }
  async close(): Promise<void> {
    if (this.over) return
    this.over = true
    this.timers.forEach(clearInterval)
    await Promise.all(Object.values(this.pages).map((page) => page.close()))
  }
}

function newAttendance({ name, joinedMs, barred, cleared }: LearnerKept): Attendance {
  return { name, group: null, present: false, sinceMs: joinedMs, joinedMs, barred, cleared, returns: 0 }
}
