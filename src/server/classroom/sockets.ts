/**
 * The WebSockets of a server: taken in under limits, pinged, and let go when they are silent. When the machine slept, nobody is taken for
 * gone: everyone gets a new round to answer.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { ROOM_LIMITS } from '../../classroom/limits'
import { PATHS, ROOM_PROTOCOL } from '../../classroom/messages'
import type { Rooms } from './rooms'
import { Socket } from './socket'
import { report } from './trouble'
import { addressOf } from './web'

const SOCKETS_MAX = 5_000
/** Of those that have not said who they are. */
const STRANGERS_MAX = 1_500
/** What waits for all sockets together, and how often it is looked at. */
const UNREAD_ALL_MAX_BYTES = 256 * 1024 * 1024
const LOOK_EVERY_BYTES = 16 * 1024 * 1024
const SILENT_MS = 10_000
const ROUND_MS = 10_000

export class Sockets {
  private readonly all = new Set<Socket>()
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: ROOM_LIMITS.messageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  private readonly timers: NodeJS.Timeout[]
  private lastMs: number
  private sentBytes = 0

  constructor(
    web: Server,
    private readonly rooms: Rooms,
    private readonly now: () => number,
  ) {
    this.lastMs = now()
    web.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      stream.on('error', () => stream.destroy())
      const path = (request.url ?? '').split('?')[0].slice(1)
      if (path !== PATHS.socket || this.isFull()) {
        stream.end(
          `HTTP/1.1 ${path === PATHS.socket ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\n\r\n`,
        )
        return
      }
      this.server.handleUpgrade(request, stream, head, (socket) => this.take(socket, request))
    })
    this.timers = [setInterval(() => this.round(), ROUND_MS), setInterval(() => this.endSilent(), 1_000)]
  }
  get size(): number {
    return this.all.size
  }
  /** Strangers keep nobody out: the oldest of the address that has most gives way. */
  private isFull(): boolean {
    const isFull = this.all.size >= SOCKETS_MAX
    if (!isFull && this.all.size < STRANGERS_MAX) return false
    const strangers = this.strangers()
    if (!isFull && strangers.length < STRANGERS_MAX) return false
    const oldest = oldestOfMost(strangers)
    if (!oldest) return true
    this.all.delete(oldest)
    oldest.end()
    return false
  }
  private sent(bytes: number): void {
    this.sentBytes += bytes
    if (this.sentBytes < LOOK_EVERY_BYTES) return
    this.sentBytes = 0
    for (const socket of tooMuchUnread([...this.all], UNREAD_ALL_MAX_BYTES)) socket.end()
  }
  private strangers(): Socket[] {
    return [...this.all].filter(({ member }) => member === null)
  }

  private take(web: WebSocket, request: IncomingMessage): void {
    const protocol = new URLSearchParams((request.url ?? '').split('?')[1] ?? '').get('protocol')
    const socket = new Socket(web, this.rooms, this.now, addressOf(request), (bytes) => this.sent(bytes))
    if (protocol !== String(ROOM_PROTOCOL)) {
      web.on('error', () => {})
      socket.refuse('room.protocol')
      return
    }
    this.all.add(socket)
    const asked = new Request('http://room/', {
      headers: { 'user-agent': (request.headers['user-agent'] ?? '').slice(0, 200) },
    })
    const engine = this.rooms.engine.handleConnection(socket, asked, { socket })
    web.on('message', (data: Buffer, isBinary) => {
      try {
        if (socket.admits(data, isBinary)) engine.handleMessage(data)
      } catch (error) {
        report(error)
        socket.refuse('room.malformed')
      }
    })
    web.on('pong', (data: Buffer) => socket.pong(data))
    // Too large a message or a broken frame: ws closes with its own code (1009, 1002, 1007).
    web.on('error', () => {})
    web.on('close', (code, reason) => {
      this.all.delete(socket)
      engine.handleClose({ code, reason: reason.toString('utf8') })
      this.rooms.leave(socket)
    })
  }

  private round(): void {
    const nowMs = this.now()
    const slept = nowMs - this.lastMs > 2 * ROUND_MS
    this.lastMs = nowMs
    for (const socket of this.all) {
      if (!socket.ping() && !slept) socket.end()
    }
  }
  private endSilent(): void {
    for (const socket of this.strangers()) if (this.now() - socket.sinceMs > SILENT_MS) socket.refuse('room.silent')
  }
  close(): void {
    this.timers.forEach(clearInterval)
    for (const socket of this.all) socket.end()
    this.server.close()
  }
}

/** Of sockets in the order in which they came: the first of the address that has most. */
export function oldestOfMost<T extends { address: string }>(sockets: readonly T[]): T | null {
  const counts = new Map<string, number>()
  for (const { address } of sockets) counts.set(address, (counts.get(address) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return sockets.find(({ address }) => counts.get(address) === most) ?? null
}
/** Whom to let go so that no more waits than may: those first for whom most does. */
export function tooMuchUnread<T extends { unread: number }>(sockets: readonly T[], mostBytes: number): T[] {
  const largest = sockets.map((socket) => ({ socket, unread: socket.unread })).sort((a, b) => b.unread - a.unread)
  let sum = largest.reduce((all, { unread }) => all + unread, 0)
  const ended: T[] = []
  for (const { socket, unread } of largest) {
    if (sum <= mostBytes) break
    ended.push(socket)
    sum -= unread
  }
  return ended
}
