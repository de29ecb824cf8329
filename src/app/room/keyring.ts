/** The tokens by which this browser comes back into rooms: the newest few, by room and role. Where storage is refused, the page's own. */
import type { Role } from '../../classroom/documents/names'
import { isToken } from '../../classroom/codes'
import { LEARNER_ID, HOST_ID, ROOM_ID } from '../../classroom/fields'

export interface Key {
  room: string
  role: Role
  token: string
  /** Empty for the projector. */
  id: string
}
const KEPT = 'faultline.rooms'
const MOST = 24
let unkept: Key[] = []

export function keyFor(room: string, role: Role): Key | null {
  return keys().find((key) => key.room === room && key.role === role) ?? null
}
export function keep(key: Key): void {
  write([key, ...keys().filter((other) => other.room !== key.room || other.role !== key.role)].slice(0, MOST))
}
/** A token that opens nothing any more. */
export function forget(token: string): void {
  write(keys().filter((key) => key.token !== token))
}
/** The learner's newest: for the offer to come back. */
export function newestKey(): Key | null {
  return keys().find(({ role }) => role === 'learner') ?? null
}

function keys(): Key[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKey) : unkept
  } catch {
    return unkept
  }
}
function write(all: Key[]): void {
  unkept = all
  try {
    localStorage.setItem(KEPT, JSON.stringify(all))
  } catch {
    // refused or full: it holds while the page is open
  }
}
function isKey(value: unknown): value is Key {
  if (typeof value !== 'object' || value === null) return false
  const { room, role, token, id } = value as Partial<Key>
  return (
    typeof room === 'string' &&
    ROOM_ID.test(room) &&
    isToken(token) &&
    typeof id === 'string' &&
    ((role === 'learner' && LEARNER_ID.test(id)) || (role === 'host' && HOST_ID.test(id)) || role === 'projector')
  )
}
