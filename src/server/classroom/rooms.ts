/**
 * All rooms at this server, and the room engine that carries their documents: who may open which document is asked here for each, by
 * token; updates go to the store as they come; messages of pages are answered.
 */
import { Hocuspocus } from '@hocuspocus/server'
import type { Extension, onAuthenticatePayload, onLoadDocumentPayload, onStatelessPayload } from '@hocuspocus/server'
import * as Y from 'yjs'
import { FaultlineError } from '../../kernel'
import type { DocumentPlace, Member } from '../../classroom/documents/names'
import { accessOf, placeOfDocument } from '../../classroom/documents/names'
import { ROOM_LIMITS } from '../../classroom/limits'
import type { RefusalCode, ToPage } from '../../classroom/messages'
import { readToServer } from '../../classroom/messages'
import type { Answer, Asked, Bus, Listener, Told } from './bus'
import { AloneBus } from './bus'
import type { Shelf } from './checkpoints'
import { CheckpointDesk } from './checkpoints'
import { People } from './people'
import { Refused } from './refused'
import { Room } from './room'
import type { House } from './secrets'
import type { Sizes, Socket } from './socket'
import type { Store } from './store/store'
import { applyUpdates, forgetPending, pendingBytes } from './store/updates'
import { report } from './trouble'

/** A room that nobody has used for so long is deleted. */
const KEPT_DAYS = 30
const DAY_MS = 24 * 3_600_000
/** By more the clock does not go on in an hour. */
const LEAP_MS = 2 * DAY_MS
/** An open room without anybody is put away after this; it stays in the store. */
const IDLE_MS = 15 * 60_000
/** Of what another server has not sent yet, where several share rooms. */
const PENDING_MAX_BYTES = 65_536
const DOCUMENTS_EACH = { host: 64, learner: 8, projector: 8 } as const

interface Context {
  socket: Socket
  member?: Member
  place?: DocumentPlace
}
export interface RoomsParts {
  store: Store
  house: House
  /** With other servers; absent: alone. */
  bus?: (listener: Listener) => Bus
  extensions: Extension[]
  shelf: Shelf
  now: () => number
  wallMs: () => number
}

export class Rooms implements Sizes, Listener {
  readonly engine: Hocuspocus
  readonly people: People
  readonly checkpoints: CheckpointDesk
  private readonly bus: Bus
  private readonly open = new Map<string, Promise<Room>>()
  /** Bytes of documents, from above: measured anew where they seem too many. */
  private readonly bytes = new Map<string, number>()
  private readonly usedAtMs = new Map<string, number>()
  private expiredMs: number | null = null

  constructor(private readonly parts: RoomsParts) {
    const { store, house } = parts
    this.people = new People(
      store,
      house,
      {
        namesIn: async (room) => (await this.room(room)).namesInUse(),
        joined: async (room, learner, kept) => (await this.room(room)).learnerJoined(learner, kept),
        ownNames: async (room) => (await this.room(room)).ownNames,
      },
      parts.wallMs,
    )
    this.checkpoints = new CheckpointDesk(this.people, (id) => this.room(id), parts.shelf)
    this.bus = parts.bus ? parts.bus(this) : new AloneBus(this)
    this.engine = new Hocuspocus({
      quiet: true,
      // Silence is looked after by pings (sockets.ts): a page that only reads says nothing for hours.
      timeout: DAY_MS,
      maxUnauthenticatedQueueSize: ROOM_LIMITS.messageBytes,
      maxUnauthenticatedQueueMessages: 4_000,
      maxPendingDocuments: DOCUMENTS_EACH.host,
      extensions: [...parts.extensions],
      onAuthenticate: (payload) => this.authenticate(payload as onAuthenticatePayload<Context>),
      onLoadDocument: (payload) => this.load(payload as onLoadDocumentPayload<Context>),
      onStateless: (payload) => this.heard(payload),
      onDisconnect: ({ context, documentName: name }) => {
        const { socket } = context as Partial<Context>
        socket?.documents.delete(name)
        socket?.caughtUp.delete(name)
        return Promise.resolve()
      },
      afterUnloadDocument: ({ documentName: name }) => {
        this.bytes.delete(name)
        return Promise.resolve()
      },
    })
  }

  /** Throws Refused where there is none. */
  async room(id: string): Promise<Room> {
    const known = this.open.get(id)
    if (known) return known
    if (!(await this.people.roomKept(id))) throw new Refused('room.noSuchRoom')
    const opening =
      this.open.get(id) ?? Room.open(id, { ...this.parts, engine: this.engine, people: this.people, bus: this.bus })
    this.open.set(id, opening)
    opening.catch(() => this.open.delete(id))
    return opening
  }

  private async authenticate(payload: onAuthenticatePayload<Context>): Promise<Partial<Context>> {
    const { socket } = payload.context
    try {
      const place = placeOfDocument(payload.documentName)
      if (!place) throw new Refused('room.notYours')
      const member = await this.people.memberOf(place.room, payload.token)
      const { member: known } = socket
      if (known && (known.id !== member.id || socket.room !== place.room)) throw new Refused('room.noSuchToken')
      const access = accessOf(member, place)
      if (!access.read) throw new Refused('room.notYours')
      if (socket.documents.size >= DOCUMENTS_EACH[member.role]) throw new Refused('room.tooManySockets')
      const room = await this.room(place.room)
      if (member.role === 'learner') await room.awaits(member.id)
      room.arrive(socket, member)
      socket.documents.set(payload.documentName, access)
      payload.connectionConfig.readOnly = !access.write
      void this.used(place.room)
      return { member, place }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      socket.authRefused()
      throw error
    }
  }
  /** Noted once an hour at most. */
  private async used(room: string): Promise<void> {
    const nowMs = this.parts.wallMs()
    if (nowMs - (this.usedAtMs.get(room) ?? 0) < 3_600_000) return
    this.usedAtMs.set(room, nowMs)
    await this.people.used(room).catch(() => {})
  }

  private async load({ documentName: name, document }: onLoadDocumentPayload<Context>): Promise<void> {
    const place = placeOfDocument(name)
    if (!place) throw new Refused('room.notYours')
    const kept = name.slice(place.room.length + 1)
    const updates = await this.parts.store.load(place.room, kept)
    applyUpdates(document, updates)
    this.bytes.set(
      name,
      updates.reduce((sum, { length }) => sum + length, 0),
    )
    this.mindPending(document)
    document.on('update', (update: Uint8Array, origin: unknown) => {
      this.bytes.set(name, (this.bytes.get(name) ?? 0) + update.length)
      const source = (origin as { source?: string } | null)?.source
      // What comes by Redis another server has stored.
      if (source !== 'redis') this.parts.store.append(place.room, kept, update)
      if (source === 'connection' && place.document === 'learner') void this.learnerChanged(place.room, place.learner)
    })
    if (place.document === 'learner') void this.learnerChanged(place.room, place.learner)
  }
  /**
   * What depends on something that was never sent waits in the document, counted nowhere and stored nowhere, and is merged anew with
   * every message. An honest page sends nothing of the kind; only between servers one may come before the other.
   */
  private mindPending(document: Y.Doc): void {
    const most = this.bus.alone ? 0 : PENDING_MAX_BYTES
    if (pendingBytes(document) > most) forgetPending(document) // of a damaged log
    let before = pendingBytes(document)
    document.on('afterTransaction', ({ origin }: Y.Transaction) => {
      const bytes = pendingBytes(document)
      const grew = bytes > before
      before = bytes
      const { source, connection } = (origin ?? {}) as { source?: string; connection?: { context: Context } }
      if (!grew || bytes <= most || source !== 'connection') return
      forgetPending(document)
      before = 0
      connection?.context.socket.refuse('room.malformed')
    })
  }
  private async learnerChanged(room: string, learner: string): Promise<void> {
    await this.open
      .get(room)
      ?.then((one) => one.learnerChanged(learner))
      .catch(() => {})
  }
  fits(name: string, more: number): boolean {
    const most = name.includes('/learner/') ? ROOM_LIMITS.learnerBytes : ROOM_LIMITS.documentBytes
    const seeming = (this.bytes.get(name) ?? 0) + more
    if (seeming <= most) return true
    const document = this.engine.documents.get(name)
    if (!document) return more <= most
    const bytes = Y.encodeStateAsUpdate(document).length
    this.bytes.set(name, bytes)
    return bytes + more <= most
  }

  private async heard({ connection, payload }: onStatelessPayload): Promise<void> {
    const { socket, member, place } = connection.context as Context
    if (!member || !place) return
    const say = (message: ToPage) => connection.sendStateless(JSON.stringify(message))
    try {
      if (payload.length > ROOM_LIMITS.textCharacters) throw new Refused('room.tooLarge')
      const message = readToServer(payload)
      if (message.say === 'store') {
        try {
          if (pendingBytes(connection.document) > 0) throw new Refused('room.notStored')
          await this.parts.store.safe(place.room)
          say({ say: 'stored', n: message.n })
        } catch {
          say({ say: 'notStored', code: 'room.notStored' })
        }
        return
      }
      const room = await this.room(place.room)
      if (message.say === 'digest') {
        if (place.document !== 'learner' || place.learner !== member.id) throw new Refused('room.notYours')
        room.digest(member.id, message.digest)
      } else if (message.say === 'propose') {
        if (place.document !== 'sequence' || member.role === 'projector') throw new Refused('room.notYours')
        say(answerOf(message.n, await room.propose(member, payload)))
      } else {
        if (place.document !== 'host' || member.role !== 'host') throw new Refused('room.notYours')
        say(answerOf(message.n, await answered(room.act(member, message.act, payload))))
      }
    } catch (error) {
      if (error instanceof Refused) socket.refuse(error.reason)
      else if (error instanceof FaultlineError) socket.refuse('room.malformed')
      else report(error)
    }
  }

  leave(socket: Socket): void {
    const { room } = socket
    if (room !== null)
      void this.open
        .get(room)
        ?.then((one) => one.leave(socket))
        .catch(() => {})
  }

  told(room: string, message: Told): void {
    if (message.tell === 'ended') this.end(room).catch(report)
    else
      void this.open
        .get(room)
        ?.then((one) => one.hear(message))
        .catch(() => {})
  }
  async asked(room: string, question: Asked): Promise<Answer | null> {
    return (await this.room(room)).asked(question)
  }

  async end(id: string): Promise<void> {
    const room = await this.open.get(id)?.catch(() => null)
    await room?.end()
    this.open.delete(id)
    for (const name of [...this.engine.documents.keys()])
      if (name.startsWith(`${id}/`)) this.engine.closeConnections(name)
    await this.parts.store.remove(id)
    await this.bus.forget(id)
    await this.checkpoints.forget(id)
  }
  /**
   * Rooms that nobody uses any more. Asked for hourly; the first time, and where the clock has leapt since, it only notes when: a clock
   * that is wrong for a while costs nobody their room. One of which that cannot be told stays, for its log may be damaged.
   */
  async expire(): Promise<void> {
    const nowMs = this.parts.wallMs()
    const sinceMs = nowMs - (this.expiredMs ?? -Infinity)
    this.expiredMs = nowMs
    if (sinceMs < 0 || sinceMs > LEAP_MS) return
    for (const id of await this.parts.store.rooms()) {
      const kept = await this.people.roomKept(id)
      const open = await this.open.get(id)?.catch(() => null)
      if (open ? !open.isIdle : false) continue
      if (kept && nowMs - kept.usedMs > KEPT_DAYS * DAY_MS) await this.end(id)
    }
  }
  async putAwayIdle(): Promise<void> {
    for (const [id, opening] of this.open) {
      const room = await opening.catch(() => null)
      if (!room?.isIdle || this.parts.now() - room.idleSinceMs < IDLE_MS) continue
      this.open.delete(id)
      await room.close()
    }
  }
  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map(async (opening) => (await opening.catch(() => null))?.close()))
    await this.bus.close()
  }
}

function answerOf(n: number, answer: Answer): ToPage {
  if (!answer.done) return { say: 'refused', n, code: answer.code }
  return answer.told === undefined ? { say: 'done', n } : { say: 'done', n, told: answer.told }
}
async function answered(acting: Promise<Answer>): Promise<Answer> {
  try {
    return await acting
  } catch (error) {
    const code: RefusalCode | null =
      error instanceof Refused ? error.reason : error instanceof FaultlineError ? 'room.notStored' : null
    if (code === null) report(error)
    return { done: false, code: code ?? 'room.badRequest' }
  }
}
