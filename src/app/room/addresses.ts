/** Addresses into the room, as this page was reached. */
import type { RoomDoor } from '../../classroom/links'
import { roomHash } from '../../classroom/links'

export function doorLink(door: RoomDoor): string {
  return `${pageAddress()}${roomHash(door)}`
}
/** What somebody types: without what browsers add by themselves. */
export function typedAddress(): string {
  return `${pageAddress().replace(/^http:\/\//, '')}${roomHash({ by: 'code' })}`
}
/** Other devices cannot follow it. */
export function isLoopback(): boolean {
  return /^(localhost|127\.|\[::1\])/.test(window.location.hostname)
}
function pageAddress(): string {
  return window.location.href.split('#')[0]
}
