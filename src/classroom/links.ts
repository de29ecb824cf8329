/**
 * Addresses into a room. What opens a door stands behind the #, which no browser sends to a server or names to another site.
 * `#/room` asks for a code; `#/room?join=ROOM&code=CODE` is the QR code's, good as long as the code is the
 * room's; `#/room?join=ROOM` finds one's own seat again; with `host` or `projector` comes a token.
 */
import { codeFromTyping, isToken } from './codes'
import { ROOM_ID } from './fields'

export type RoomDoor =
  | { by: 'code' }
  | { by: 'room'; room: string; code: string | null }
  | { by: 'host' | 'projector'; room: string; token: string }

export function roomHash(door: RoomDoor): string {
  if (door.by === 'code') return '#/room'
  if (door.by === 'room') return `#/room?join=${door.room}${door.code === null ? '' : `&code=${door.code}`}`
  return `#/room?join=${door.room}&${door.by}=${door.token}`
}
/** `query`: what follows the ? of the hash. Anything that is not a door asks for a code. */
export function doorOf(query: string): RoomDoor {
  const asked = new Map(
    query
      .slice(0, 400)
      .split('&')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  )
  const room = asked.get('join') ?? ''
  if (!ROOM_ID.test(room)) return { by: 'code' }
  for (const by of ['host', 'projector'] as const) {
    const token = asked.get(by)
    if (isToken(token)) return { by, room, token }
  }
  return { by: 'room', room, code: codeFromTyping(asked.get('code') ?? '', 'room') }
}
