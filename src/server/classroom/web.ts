/** What a classroom's server answers over HTTP: joining and entering as JSON, the check page, and the site itself for all else. */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { FaultlineError } from '../../kernel'
import { read } from '../../scenarios/schema/fields'
import type { Schema } from '../../scenarios/schema/fields'
import type { Entered, Hello, Joined, Refusal, RefusalCode } from '../../classroom/messages'
import { PATHS, ROOM_PROTOCOL, enterRequest, joinRequest, openRequest } from '../../classroom/messages'
import type { Failures, Joins } from './buckets'
import type { CheckpointDesk } from './checkpoints'
import { CHECK_HTML, CHECK_SCRIPT } from './checkPage'
import type { People } from './people'
import { Refused } from './refused'
import type { House } from './secrets'
import { report } from './trouble'

const BODY_MAX_BYTES = 8_192
const STATUS: Readonly<Partial<Record<RefusalCode, number>>> = {
  'room.noSuchRoom': 404,
  'room.noSuchToken': 401,
  'room.noSuchReturnCode': 404,
  'room.barred': 403,
  'room.full': 503,
  'room.tooManyFailures': 429,
  'room.tooManyJoins': 429,
  'room.oldLink': 410,
  'room.withdrawn': 403,
  'room.notYours': 403,
  'room.tooLarge': 413,
  'room.notStored': 503,
  'name.taken': 409,
}
/** Failures that may be guesses. */
const GUESSES = new Set<RefusalCode>(['room.noSuchRoom', 'room.noSuchToken', 'room.noSuchReturnCode'])

export interface WebParts {
  people: People
  checkpoints: CheckpointDesk
  house: House
  failures: Failures
  joins: Joins
  build: string
  site: RequestListener
  now: () => number
  wallMs: () => number
}

export function webOf(parts: WebParts): RequestListener {
  const { people, house, build, site, wallMs } = parts
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0].slice(1)
    const post = (answer: (body: unknown) => Promise<object>) =>
      void respond(parts, request, response, async () => answer(await bodyOf(request)))
    switch (path) {
      case PATHS.hello: {
        json(response, 200, {
          faultline: 'classroom',
          protocol: ROOM_PROTOCOL,
          build,
          nowMs: wallMs(),
        } satisfies Hello)
        return
      }
      case PATHS.join: {
        post(async (body): Promise<Joined> => {
          const asked = spoken(joinRequest, body)
          // Who comes by the room's id, as the QR code has it, guesses nothing: no limit on failures holds them up.
          if (asked.room === undefined || asked.returnCode !== undefined) mindFailures(parts, request)
          const room = await people.roomOf(asked)
          mindJoins(parts, request, room)
          return people.join(room, asked)
        })
        return
      }
      case PATHS.enter: {
        post(async (body): Promise<Entered> => people.enter(spoken(enterRequest, body)))
        return
      }
      case PATHS.open: {
        post(async (body): Promise<Entered> => {
          mindFailures(parts, request)
          if (!same(spoken(openRequest, body).key, house.key)) throw new Refused('room.noSuchToken')
          const room = await people.openRoom()
          const token = house.token('host', room)
          return { ...(await people.enter({ room, token })), token }
        })
        return
      }
      case PATHS.checkpoint: {
        if (request.method === 'GET') void give(parts, request, response)
        else void respond(parts, request, response, () => parts.checkpoints.take(request))
        return
      }
      case PATHS.check: {
        page(response, 'text/html', CHECK_HTML)
        return
      }
      case 'check.js': {
        page(response, 'text/javascript', CHECK_SCRIPT)
        return
      }
      default:
        site(request, response)
    }
  }
}

/** Throws Refused: an older build is told so before anything else of its message is looked at. */
function spoken<T>(schema: Schema<T>, body: unknown): T {
  const protocol = (body as { protocol?: unknown } | null)?.protocol
  if (typeof protocol === 'number' && protocol !== ROOM_PROTOCOL) throw new Refused('room.protocol')
  return read(schema, body, 'room.badRequest', 2_000)
}
/** Requests by which somebody may guess: only their failures count. */
const guarded = new WeakSet<IncomingMessage>()
function mindFailures({ failures, now }: WebParts, request: IncomingMessage): void {
  guarded.add(request)
  const waitS = failures.waitS(addressOf(request), now())
  if (waitS > 0) throw new Refused('room.tooManyFailures', waitS)
}
function mindJoins({ joins, now }: WebParts, request: IncomingMessage, room: string): void {
  const waitS = joins.waitS(room, addressOf(request), now())
  if (waitS > 0) throw new Refused('room.tooManyJoins', waitS)
}

async function respond(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<object>,
): Promise<void> {
  try {
    json(response, 200, await answer())
  } catch (error) {
    refuse(parts, request, response, error)
  }
}
async function give(parts: WebParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const bytes = await parts.checkpoints.give(request)
    response
      .writeHead(bytes ? 200 : 204, {
        'Content-Type': 'application/octet-stream',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      })
      .end(bytes ?? undefined)
  } catch (error) {
    refuse(parts, request, response, error)
  }
}
function refuse({ failures, now }: WebParts, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  // Whoever has gone is not answered, and it is nobody's trouble.
  if ((error as NodeJS.ErrnoException | null)?.code === 'ECONNRESET' && !request.complete) return
  const { reason: code, retryS } = refusedBy(error)
  if (guarded.has(request) && GUESSES.has(code)) failures.failed(addressOf(request), now())
  json(response, STATUS[code] ?? 400, (retryS === undefined ? { code } : { code, retryS }) satisfies Refusal)
}
function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error
  if (error instanceof FaultlineError)
    return new Refused(error.code === 'room.notStored' ? error.code : 'room.badRequest')
  report(error)
  return new Refused('room.notStored')
}
/** Only JSON that says so: a form of another site cannot. Throws Refused. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST' || !/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new Refused('room.badRequest')
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > BODY_MAX_BYTES) throw new Refused('room.tooLarge')
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown
  } catch {
    throw new Refused('room.badRequest')
  }
}

/** Where somebody comes from; behind a proxy on this machine, what the proxy says last. */
export function addressOf(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? ''
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return /^(::1|(::ffff:)?127\.)/.test(direct) && forwarded ? forwarded.slice(0, 60) : direct
}
function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
function json(response: ServerResponse, status: number, value: object): void {
  response
    .writeHead(status, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    .end(JSON.stringify(value))
}
function page(response: ServerResponse, type: string, text: string): void {
  response
    .writeHead(200, {
      'Content-Type': `${type}; charset=utf-8`,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    .end(text)
}
