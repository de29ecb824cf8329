/**
 * The WebSockets of a server: taken in under limits, pinged, and let go when they are silent. When the machine slept, nobody is taken for
 * gone: everyone gets a new round to answer.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { ROOM_LIMITS } from '../../classroom/limits'
import { PATHS } from '../../classroom/messages'
import type { Rooms } from './rooms'
import { Socket } from './socket'
import { report } from './trouble'

const SOCKETS_MAX = 5_000
/** Of those that have not said who they are. */
const STRANGERS_MAX = 1_500
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
  private isFull(): boolean {
    if (this.all.size >= SOCKETS_MAX) return true
    return this.all.size >= STRANGERS_MAX && this.strangers().length >= STRANGERS_MAX
  }
  private strangers(): Socket[] {
    return [...this.all].filter(({ member }) => member === null)
  }

  private take(web: WebSocket, request: IncomingMessage): void {
    const socket = new Socket(web, this.rooms, this.now)
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
    web.on('pong', () => (socket.alive = true))
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
      if (!socket.alive && !slept) socket.end()
      else {
        socket.alive = false
        socket.ping()
      }
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
