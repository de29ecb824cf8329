/** Clients of a classroom for the tests: over real WebSockets on loopback, some of them hostile. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import type { RawData } from 'ws'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { CommonDocument } from '../../../src/classroom/documents/names'
import { documentName } from '../../../src/classroom/documents/names'
import { MAP_NAME } from '../../../src/classroom/entries'
import type { Entered, HostAct, JoinRequest, Joined, Refusal, ToPage, ToServer } from '../../../src/classroom/messages'
import { PATHS, ROOM_PROTOCOL, SOCKET_QUERY, readToPage } from '../../../src/classroom/messages'

/** A folder of its own, with a page in it for a site; deleted by `end`. */
export function temporaryFolder(): { data: string; site: string; end: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-classroom-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><div id="root"></div>')
  return { data: join(folder, 'data'), site: folder, end: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Polls until it holds: no test waits for a time of its own. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`it never came to pass: ${what}`)
}

/** `from`: as a proxy on this machine tells where somebody comes from. */
async function post<T>(port: number, path: string, body: object, from?: string): Promise<T | Refusal> {
  const answer = await fetch(`http://127.0.0.1:${port}/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(from === undefined ? {} : { 'X-Forwarded-For': from }) },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as T | Refusal
}
export function tryToJoin(
  port: number,
  request: Omit<JoinRequest, 'protocol'>,
  from?: string,
): Promise<Joined | Refusal> {
  return post(port, PATHS.join, { protocol: ROOM_PROTOCOL, ...request }, from)
}
export async function joins(port: number, request: Omit<JoinRequest, 'protocol'>): Promise<Joined> {
  const answer = await tryToJoin(port, request)
  if (!('token' in answer)) throw new Error(`refused: ${answer.code}`)
  return answer
}
export function tryToEnter(port: number, room: string, token: string): Promise<Entered | Refusal> {
  return post(port, PATHS.enter, { protocol: ROOM_PROTOCOL, room, token })
}
export { post }

export const CHECKPOINT = { base: '', engine: 'e1', hex: 'a'.repeat(16), atUs: 15_000_000, events: 9 }
/** As a host's page sends one. Answers the status, and whether it was kept or why it was refused. */
export async function sendCheckpoint(
  port: number,
  room: string,
  token: string,
  told: Partial<typeof CHECKPOINT>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<[status: number, answer: unknown]> {
  const entries = Object.entries({ room, ...CHECKPOINT, ...told }).map(([key, value]) => [key, String(value)])
  const answer = await fetch(`http://127.0.0.1:${port}/${PATHS.checkpoint}?${new URLSearchParams(entries)}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
    body: bytes,
  })
  const { code, kept } = (await answer.json()) as { code?: string; kept?: boolean }
  return [answer.status, code ?? kept]
}
/** null: there is none; a number: refused. */
export async function fetchCheckpoint(port: number, room: string, token: string): Promise<Buffer | number | null> {
  const answer = await fetch(`http://127.0.0.1:${port}/${PATHS.checkpoint}?room=${room}`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  if (answer.status === 200) return Buffer.from(await answer.arrayBuffer())
  return answer.status === 204 ? null : answer.status
}

/** A page of the room, as a browser has it: one socket, several documents. */
export class Client {
  readonly socket: HocuspocusProviderWebsocket
  readonly said: ToPage[] = []
  readonly refused: string[] = []
  private readonly providers = new Map<string, HocuspocusProvider>()
  private count = 0

  constructor(
    port: number,
    readonly room: string,
    readonly token: string,
    readonly id = '',
  ) {
    this.socket = new HocuspocusProviderWebsocket({
      url: `ws://127.0.0.1:${port}/${PATHS.socket}${SOCKET_QUERY}`,
      WebSocketPolyfill: WebSocket,
      delay: 100,
      minDelay: 50,
      maxDelay: 500,
    })
  }
  open(document: CommonDocument | 'learner', learner = this.id): HocuspocusProvider {
    const name = documentName(
      document === 'learner' ? { room: this.room, document, learner } : { room: this.room, document },
    )
    const known = this.providers.get(name)
    if (known) return known
    const provider = new HocuspocusProvider({
      websocketProvider: this.socket,
      name,
      token: this.token,
      awareness: null,
      onStateless: ({ payload }) => this.said.push(readToPage(payload)),
      onAuthenticationFailed: ({ reason }) => this.refused.push(reason),
    })
    provider.attach()
    this.providers.set(name, provider)
    return provider
  }
  async opened(document: CommonDocument | 'learner', learner = this.id): Promise<Y.Map<unknown>> {
    const provider = this.open(document, learner)
    await until(() => provider.isAuthenticated && provider.isSynced, `${document} is read`)
    return provider.document.getMap(MAP_NAME)
  }
  entries(document: CommonDocument | 'learner', learner = this.id): Record<string, unknown> {
    return this.open(document, learner).document.getMap(MAP_NAME).toJSON()
  }
  say(document: CommonDocument | 'learner', message: ToServer): void {
    this.open(document).sendStateless(JSON.stringify(message))
  }
  /** Resolves once the server says that all that was written is stored. */
  async stored(document: CommonDocument | 'learner'): Promise<void> {
    const n = ++this.count
    this.say(document, { say: 'store', n })
    await until(() => this.said.some((one) => one.say === 'stored' && one.n === n), 'it is stored')
  }
  private answer(n: number): ToPage | undefined {
    return this.said.find((one) => (one.say === 'done' || one.say === 'refused') && one.n === n)
  }
  async act(act: HostAct): Promise<ToPage> {
    await this.opened('host')
    return this.ask('host', (n) => ({ say: 'act', n, act }))
  }
  async ask(document: CommonDocument, message: (n: number) => ToServer): Promise<ToPage> {
    const n = ++this.count
    this.say(document, message(n))
    await until(() => this.answer(n) !== undefined, 'it is answered')
    return this.answer(n)!
  }
  end(): void {
    for (const provider of this.providers.values()) provider.destroy()
    this.socket.destroy()
  }
}

/** A socket of its own making, which sends what it likes. */
export class Raw {
  closed: { code: number; reason: string } | null = null
  readonly heard: Buffer[] = []
  private constructor(readonly web: WebSocket) {}

  static async open(port: number, query = SOCKET_QUERY): Promise<Raw> {
    const web = new WebSocket(`ws://127.0.0.1:${port}/${PATHS.socket}${query}`)
    const raw = new Raw(web)
    web.on('message', (data: RawData) => raw.heard.push(data as Buffer))
    web.on('close', (code, reason) => (raw.closed = { code, reason: reason.toString() }))
    web.on('error', () => {})
    await new Promise((resolve, reject) => {
      web.once('open', resolve)
      web.once('error', reject)
    })
    return raw
  }
  /** A frame of the engine's protocol: the document, the type, and the rest as bytes. */
  frame(document: string, type: number, ...rest: (number | Uint8Array)[]): void {
    this.web.send(frameBytes(document, type, ...rest))
  }
  auth(document: string, token: string): void {
    this.frame(document, 2, 0, sized(Buffer.from(token)), sized(Buffer.from('4.7.0')))
  }
  async closes(): Promise<{ code: number; reason: string }> {
    await until(() => this.closed !== null, 'the server closes')
    return this.closed!
  }
  end(): void {
    this.web.terminate()
  }
}
export function frameBytes(document: string, type: number, ...rest: (number | Uint8Array)[]): Buffer {
  return Buffer.concat([
    sized(Buffer.from(document)),
    varUint(type),
    ...rest.map((part) => (typeof part === 'number' ? varUint(part) : Buffer.from(part))),
  ])
}
export function sized(bytes: Uint8Array): Buffer {
  return Buffer.concat([varUint(bytes.length), bytes])
}
function varUint(value: number): Buffer {
  const bytes = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left])
    bytes.push((left % 128) | 128)
  }
}
/** An update that sets one entry. */
export function updateOf(key: string, value: unknown): Uint8Array {
  const document = new Y.Doc()
  document.getMap(MAP_NAME).set(key, value)
  return Y.encodeStateAsUpdate(document)
}
/** An update that depends on one that nobody has: `bytes` large. */
export function updateThatDepends(bytes: number): Uint8Array {
  const document = new Y.Doc()
  const list = document.getArray(MAP_NAME)
  list.push(['never sent'])
  const missing = Y.encodeStateVector(document)
  list.push(['x'.repeat(bytes)])
  return Y.encodeStateAsUpdate(document, missing)
}
/** Takes away what nobody has. */
export function deletionThatDepends(): Uint8Array {
  const document = new Y.Doc()
  const map = document.getMap(MAP_NAME)
  map.set('hand', 1)
  const missing = Y.encodeStateVector(document)
  map.delete('hand')
  return Y.encodeStateAsUpdate(document, missing)
}
/** Passes for an update, and throws when it is applied: one of many that come of changing bytes at random. */
export function updateThatFails(): Uint8Array {
  const whole = new Y.Doc()
  const map = whole.getMap(MAP_NAME)
  map.set('name', 'Ada')
  map.set('hand', 3)
  map.delete('hand')
  map.set('nest', new Y.Map([['a', new Y.Array()]]))
  const bytes = Y.encodeStateAsUpdate(whole)
  let seed = 1
  const draw = (below: number) =>
    Math.floor(((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32) * below)
  for (;;) {
    const changed = Uint8Array.from(bytes)
    for (let i = 0; i <= draw(4); i++) changed[draw(bytes.length)] = draw(256)
    if (!fails(() => Y.decodeUpdate(changed)) && fails(() => Y.applyUpdate(new Y.Doc(), changed))) return changed
  }
}
function fails(act: () => void): boolean {
  try {
    act()
    return false
  } catch {
    return true
  }
}
