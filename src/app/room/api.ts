/** What the page asks the room's server over HTTP. Every answer is validated; paths are relative to the folder that serves the page. */
import type { Entered, Hello, Joined, JoinRequest, Refusal } from '../../classroom/messages'
import { entered, hello, joined, PATHS, refusal, ROOM_PROTOCOL, SOCKET_QUERY } from '../../classroom/messages'
import type { Schema } from '../../scenarios/schema/fields'
import { read } from '../../scenarios/schema/fields'

/** `offline`: no server answers, or what answers is none of ours. */
export type Answer<T> = { is: 'ok'; value: T } | { is: 'refused'; refusal: Refusal } | { is: 'offline' }
const PATIENCE_MS = 10_000

export const sayHello = (): Promise<Answer<Hello>> => ask('GET', PATHS.hello, null, hello)
export const joinRoom = (request: Omit<JoinRequest, 'protocol'>): Promise<Answer<Joined>> =>
  ask('POST', PATHS.join, { protocol: ROOM_PROTOCOL, ...request }, joined)
export const enterRoom = (room: string, token: string): Promise<Answer<Entered>> =>
  ask('POST', PATHS.enter, { protocol: ROOM_PROTOCOL, room, token }, entered)
export const openRoom = (key: string): Promise<Answer<Entered>> =>
  ask('POST', PATHS.open, { protocol: ROOM_PROTOCOL, key }, entered)

export function socketAddress(): string {
  const address = new URL(PATHS.socket, document.baseURI)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = SOCKET_QUERY
  address.hash = ''
  return address.href
}

async function ask<T>(method: string, path: string, body: object | null, schema: Schema<T>): Promise<Answer<T>> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS)
  try {
    const response = await fetch(new URL(path, document.baseURI), {
      method,
      signal: giveUp.signal,
      cache: 'no-store',
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body && JSON.stringify(body),
    })
    const told: unknown = await response.json()
    if (response.ok) return { is: 'ok', value: read(schema, told, 'room.answer') }
    return { is: 'refused', refusal: read(refusal, told, 'room.answer') }
  } catch {
    return { is: 'offline' } // nobody there, or an answer that is none
  } finally {
    clearTimeout(timer)
  }
}
