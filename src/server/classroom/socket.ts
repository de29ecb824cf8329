/**
 * One WebSocket, and the gate in it: what is malformed, forged, too large or too fast never reaches the room engine, and closes the
 * connection with its code. Who the socket belongs to is told by the first token that it shows, and does not change.
 */
import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import type { WebSocket } from 'ws'
import type { Access, Member } from '../../classroom/documents/names'
import { ROOM_LIMITS } from '../../classroom/limits'
import type { RefusalCode } from '../../classroom/messages'
import { CLOSE_CODES } from '../../classroom/messages'
import { Bucket } from './buckets'
import { FRAME, SYNC, frameOf } from './frames'

const MESSAGES = { perSecond: 40, burst: 600 }
const HOST_MESSAGES = { perSecond: 200, burst: 3_000 }
const BYTES = { perSecond: 256 * 1024, burst: 4 * 1024 * 1024 }
const HOST_BYTES = { perSecond: 2 * 1024 * 1024, burst: 24 * 1024 * 1024 }
/** Whoever reads this much slower than it is written has left. */
const UNREAD_MAX_BYTES = 4 * 1024 * 1024
const HOST_UNREAD_MAX_BYTES = 16 * 1024 * 1024
const AUTHS_MAX = 200
const REFUSED_AUTHS_MAX = 8
const CLOSING_MS = 2_000

/** What the gate must know of the rest: how large a document is, encoded or nearly so. */
export interface Sizes {
  fits(document: string, more: number): boolean
}

export class Socket {
  room: string | null = null
  member: Member | null = null
  /** Documents that it may use, by name. */
  readonly documents = new Map<string, Access>()
  /** Documents of which it has sent what the server lacked: what asks for `stored` before would be answered too soon. */
  readonly caughtUp = new Set<string>()
  private alive = true
  private nonce = Buffer.alloc(0)
  readonly sinceMs: number
  private messages: Bucket
  private bytes: Bucket
  private auths = 0
  private refusedAuths = 0
  private refused = false

  constructor(
    private readonly web: WebSocket,
    private readonly sizes: Sizes,
    private readonly now: () => number,
    /** Where it comes from. */
    readonly address: string,
    private readonly sent: (bytes: number) => void,
  ) {
    this.sinceMs = now()
    this.messages = new Bucket(MESSAGES.perSecond, MESSAGES.burst, this.sinceMs)
    this.bytes = new Bucket(BYTES.perSecond, BYTES.burst, this.sinceMs)
  }
  belongsTo(room: string, member: Member): void {
    this.room = room
    this.member = member
    if (member.role !== 'host') return
    this.messages = new Bucket(HOST_MESSAGES.perSecond, HOST_MESSAGES.burst, this.now())
    this.bytes = new Bucket(HOST_BYTES.perSecond, HOST_BYTES.burst, this.now())
  }

  /** For the room engine. */
  get readyState(): number {
    return this.web.readyState
  }
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    const most = this.member?.role === 'host' ? HOST_UNREAD_MAX_BYTES : UNREAD_MAX_BYTES
    if (this.unread > most) this.web.terminate()
    else this.web.send(data as Uint8Array)
    this.sent((data as Uint8Array).byteLength)
  }
  /** Bytes that wait for it here. */
  get unread(): number {
    return this.web.bufferedAmount
  }
  close(code?: number, reason?: string): void {
    this.web.close(code, reason)
  }

  /** Whether it has answered the last one. */
  ping(): boolean {
    const answered = this.alive
    this.alive = false
    this.nonce = randomBytes(8)
    this.web.ping(this.nonce)
    return answered
  }
  /** Only the ping's own bytes are its answer: pongs sent ahead tell of nobody who reads. */
  pong(data: Buffer): void {
    if (data.equals(this.nonce)) this.alive = true
  }
  end(): void {
    this.web.terminate()
  }
  refuse(code: RefusalCode): void {
    if (this.refused) return
    this.refused = true
    this.web.close(CLOSE_CODES[code] ?? 4400, code)
    setTimeout(() => this.web.terminate(), CLOSING_MS).unref()
  }
  authRefused(): void {
    if (++this.refusedAuths >= REFUSED_AUTHS_MAX) this.refuse('room.noSuchToken')
  }

  /** Whether the message may go on to the room engine. */
  admits(bytes: Uint8Array, isBinary: boolean): boolean {
    if (this.refused) return false
    const now = this.now()
    const why =
      this.messages.take(1, now) && this.bytes.take(bytes.length, now)
        ? isBinary
          ? this.problemOf(bytes)
          : 'room.malformed'
        : 'room.tooFast'
    if (why === null) return true
    if (why !== 'drop') this.refuse(why)
    return false
  }
  private problemOf(bytes: Uint8Array): RefusalCode | 'drop' | null {
    const frame = frameOf(bytes)
    if (!frame) return 'room.malformed'
    switch (frame.type) {
      case FRAME.sync:
      case FRAME.syncReply:
        return frame.step === SYNC.step1 ? null : this.problemOfWrite(frame.document, frame.step, frame.body)
      case FRAME.auth:
        return ++this.auths > AUTHS_MAX ? 'room.tooFast' : null
      case FRAME.stateless:
        if (frame.body.length > 4 * ROOM_LIMITS.textCharacters) return 'room.tooLarge'
        return isStore(frame.body) && !this.caughtUp.has(frame.document) ? 'drop' : null
      case FRAME.close:
        return null
      case FRAME.awareness:
        return 'room.presence'
      case FRAME.queryAwareness:
      case FRAME.ping:
      case FRAME.pong:
        return 'drop'
      default:
        return 'room.malformed'
    }
  }
  /** Before it is known who writes, nothing is taken: the engine asks for what it lacks once it is. */
  private problemOfWrite(document: string, step: number | null, update: Uint8Array): RefusalCode | 'drop' | null {
    const access = this.documents.get(document)
    if (!access) return 'drop'
    // A page that may only read answers the engine's question for what it lacks, with nothing in it: the engine looks.
    if (!access.write) return step === SYNC.step2 ? null : 'room.readOnly'
    if (!isUpdate(update)) return 'room.malformed'
    if (!this.sizes.fits(document, update.length)) return 'room.tooLarge'
    if (step === SYNC.step2) this.caughtUp.add(document)
    // Step 2 repeats what was written before it.
    return this.caughtUp.has(document) ? null : 'drop'
  }
}

function isStore(body: Uint8Array): boolean {
  return body.length < 80 && Buffer.from(body).includes('"say":"store"')
}
function isUpdate(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update)
    return true
  } catch {
    return false
  }
}
