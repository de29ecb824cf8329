/**
 * One person's line into a room: a socket that comes back by itself, and the room's documents that their role may read, each a flat map
 * of plain values. What is written here is told to be safe only when the server has said so; while it is away, everything goes on and
 * is sent when it is back.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'
import type { Command } from '../../cluster/command'
import type { CheckpointNote } from '../../classroom/checkpoint'
import type { Digest } from '../../classroom/digests'
import type { CommonDocument, Member, Role } from '../../classroom/documents/names'
import { documentName } from '../../classroom/documents/names'
import { MAP_NAME } from '../../classroom/entries'
import type { HostAct, RefusalCode, ToPage, ToServer } from '../../classroom/messages'
import { readToPage, REFUSAL_CODES } from '../../classroom/messages'
import { socketAddress } from './api'
import { fetchCheckpoint, sendCheckpoint } from './checkpointLine'
import { keepDocument } from './keptDocument'

export type RoomDocument = CommonDocument | 'mine'
export type Saved = 'saved' | 'saving' | 'away' | 'refused'
export type Done = { done: true; told: string | null } | { done: false; code: RefusalCode | 'room.away' }
type Value = object | string | number | boolean | null
export interface LineHost {
  /** A document holds these entries now: at once after a write of this page's own, else at most some ten times a second. */
  entries(document: RoomDocument, entries: unknown): void
  /** All that the server has of it is here. */
  known(document: RoomDocument): void
  message(message: ToPage): void
  /** The socket is there, or on its way. */
  here(here: boolean): void
  saved(saved: Saved): void
  /** The server wants none of this page any more: nothing comes back by itself. */
  refused(code: RefusalCode): void
}

const READS: Record<Role, CommonDocument[]> = {
  learner: ['lead', 'sequence'],
  host: ['lead', 'host', 'screen', 'roster', 'answers', 'sequence'],
  projector: ['lead', 'screen', 'roster', 'sequence'],
}
const WRITES: Record<Role, RoomDocument[]> = { learner: ['mine'], host: ['lead', 'host', 'screen'], projector: [] }
const SHOWN_EVERY_MS = 100
/** Whoever asks for a learner's document waits no longer. */
const READ_WITHIN_MS = 15_000
const STORE_AFTER_MS = 250
/** The server says every ten seconds that it is awake. */
const SILENT_MS = 25_000
/** What a socket itself closes with over a frame beyond its limit (RFC 6455, section 7.4.1). */
const MESSAGE_TOO_BIG = 1009
/** Closes with these come to an end; after all others it tries again. */
const ENDS = new Set<string>([
  'room.noSuchToken',
  'room.barred',
  'room.withdrawn',
  'room.full',
  'room.ended',
  'room.elsewhere',
  'room.protocol',
  'room.notYours',
  'room.tooLarge',
  'room.tooManySockets',
  'room.malformed',
])

export class RoomLine {
  private readonly socket: HocuspocusProviderWebsocket
  private readonly documents = new Map<RoomDocument, Line>()
  private readonly waiting = new Map<number, (done: Done) => void>()
  private readonly stopKeeping: () => void = () => {}
  private n = 0
  private storeTimer: ReturnType<typeof setTimeout> | null = null
  private storing = { n: 0, left: 0 } // the newest `store` that was asked, and of how many documents it is not told yet
  private isHere = false
  private over = false

  constructor(
    private readonly room: string,
    private readonly me: Member,
    private readonly token: string,
    private readonly host: LineHost,
  ) {
    this.socket = new HocuspocusProviderWebsocket({
      url: socketAddress(),
      delay: 500,
      minDelay: 500, // the retry refuses a delay below it
      maxDelay: 5_000,
      messageReconnectTimeout: SILENT_MS,
      onOpen: () => this.changed(true),
      // Not onClose: a line on which nobody answers any more, as of a computer that sleeps, is given up without ever closing.
      onDisconnect: ({ event }) => {
        this.changed(false)
        const why = event.code === MESSAGE_TOO_BIG ? 'room.tooLarge' : event.reason
        if (ENDS.has(why)) this.end(refusalOf(why))
      },
    })
    for (const document of READS[me.role]) this.attach(document)
    if (me.role === 'learner') {
      const { doc } = this.attach('mine')
      this.stopKeeping = keepDocument(this.nameOf('mine'), doc)
    }
  }

  /** Writes a value, or with null takes it away. */
  write(document: RoomDocument, key: string, value: Value): void {
    this.writeAll(document, { [key]: value })
  }
  /** All of it at once: nobody ever has a part. */
  writeAll(document: RoomDocument, entries: Readonly<Record<string, Value>>): void {
    const doc = this.documents.get(document)?.doc
    if (!doc) return
    const map = doc.getMap(MAP_NAME)
    doc.transact(() => {
      for (const [key, value] of Object.entries(entries)) {
        if (value === null) map.delete(key)
        else map.set(key, value)
      }
    })
    this.host.saved(this.isHere ? 'saving' : 'away')
    this.storeTimer ??= setTimeout(() => {
      this.storeTimer = null
      if (this.isHere) this.askToStore()
    }, STORE_AFTER_MS)
  }
  /** One entry of a document that one writes, as it stands. */
  entry(document: RoomDocument, key: string): unknown {
    return this.documents.get(document)?.doc.getMap(MAP_NAME).get(key)
  }
  digest(digest: Digest): void {
    if (this.isHere) this.say('mine', { say: 'digest', digest })
  }
  act(act: HostAct): Promise<Done> {
    return this.asked('host', (n) => ({ say: 'act', n, act }))
  }
  propose(command: Command): Promise<Done> {
    return this.asked('sequence', (n) => ({ say: 'propose', n, command }))
  }
  /** The newest of the shared cluster, as bytes; null: there is none, or nobody answers. */
  checkpoint(): Promise<Uint8Array<ArrayBuffer> | null> {
    return fetchCheckpoint(this.room, this.token)
  }
  /** A host's. False: not taken. */
  sendCheckpoint(note: Omit<CheckpointNote, 'bytes'>, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return sendCheckpoint(this.room, this.token, note, bytes)
  }
  /** A learner's own document as it stands, for hosts; null: it did not come. */
  learner(learner: string): Promise<unknown> {
    const doc = new Y.Doc()
    return new Promise((resolve) => {
      const done = (entries: unknown): void => {
        clearTimeout(timer)
        provider.destroy()
        doc.destroy()
        resolve(entries)
      }
      const provider = new HocuspocusProvider({
        websocketProvider: this.socket,
        name: documentName({ room: this.room, document: 'learner', learner }),
        document: doc,
        token: this.token,
        awareness: null,
        onAuthenticationFailed: () => done(null),
        onSynced: ({ state }) => {
          if (state) done(doc.getMap(MAP_NAME).toJSON())
        },
      })
      const timer = setTimeout(() => done(null), READ_WITHIN_MS)
      provider.attach()
    })
  }
  stop(): void {
    this.over = true
    if (this.storeTimer !== null) clearTimeout(this.storeTimer)
    this.stopKeeping()
    for (const { provider } of this.documents.values()) provider.destroy()
    this.socket.destroy()
    for (const answer of this.waiting.values()) answer({ done: false, code: 'room.away' })
    this.waiting.clear()
  }

  private end(code: RefusalCode): void {
    if (this.over) return
    this.stop()
    this.host.refused(code)
  }

  private changed(here: boolean): void {
    if (this.over) return
    this.isHere = here
    this.host.here(here)
    if (here) return
    for (const answer of this.waiting.values()) answer({ done: false, code: 'room.away' })
    this.waiting.clear()
  }

  private nameOf(document: RoomDocument): string {
    const { room, me } = this
    return documentName(document === 'mine' ? { room, document: 'learner', learner: me.id } : { room, document })
  }
  private attach(document: RoomDocument): Line {
    const doc = new Y.Doc()
    const map = doc.getMap(MAP_NAME)
    const provider = new HocuspocusProvider({
      websocketProvider: this.socket,
      name: this.nameOf(document),
      document: doc,
      token: this.token,
      awareness: null,
      onAuthenticationFailed: ({ reason }) => this.end(refusalOf(reason)),
      onStateless: ({ payload }) => this.hear(payload),
      onSynced: () => {
        if (this.over) return
        this.host.entries(document, map.toJSON())
        this.host.known(document)
        // What was written meanwhile is on its way: asked before, the server would answer for nothing of it.
        if (WRITES[this.me.role].includes(document)) this.askToStore()
      },
    })
    provider.attach()
    let timer: ReturnType<typeof setTimeout> | null = null
    const show = (): void => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      if (!this.over) this.host.entries(document, map.toJSON())
    }
    // What is written here shows at once, for what is done next goes by it; others' words are gathered for a moment.
    map.observe((_, { local }) => {
      if (local) show()
      else timer ??= setTimeout(show, SHOWN_EVERY_MS)
    })
    const line = { doc, provider }
    this.documents.set(document, line)
    return line
  }

  private askToStore(): void {
    const written = WRITES[this.me.role]
    const n = ++this.n
    this.storing = { n, left: written.length }
    for (const document of written) this.say(document, { say: 'store', n })
  }
  private asked(document: RoomDocument, message: (n: number) => ToServer): Promise<Done> {
    if (!this.isHere || this.over) return Promise.resolve({ done: false, code: 'room.away' })
    const n = ++this.n
    this.say(document, message(n))
    return new Promise((resolve) => this.waiting.set(n, resolve))
  }
  private say(document: RoomDocument, message: ToServer): void {
    this.documents.get(document)?.provider.sendStateless(JSON.stringify(message))
  }

  private hear(payload: string): void {
    let message: ToPage
    try {
      message = readToPage(payload)
    } catch {
      return // another build's, or none: the page goes on without it
    }
    if (message.say === 'stored' && message.n === this.storing.n && --this.storing.left === 0 && !this.storeTimer)
      this.host.saved('saved')
    if (message.say === 'notStored') this.host.saved('refused')
    if (message.say === 'done') this.answer(message.n, { done: true, told: message.told ?? null })
    if (message.say === 'refused') this.answer(message.n, { done: false, code: message.code })
    if (message.say === 'ended') this.end('room.ended')
    else this.host.message(message)
  }
  private answer(n: number, done: Done): void {
    this.waiting.get(n)?.(done)
    this.waiting.delete(n)
  }
}

interface Line {
  doc: Y.Doc
  provider: HocuspocusProvider
}
const refusalOf = (reason: string): RefusalCode => REFUSAL_CODES.find((code) => code === reason) ?? 'room.badRequest'
