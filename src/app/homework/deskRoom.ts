/** How much the teacher's desk holds at once: a page has one memory for all of it, and nothing else bounds how often files are dropped. */

export const DESK = { files: 1_000, bytes: 256_000_000 } as const

/** Whether one more file of `size` bytes has room beside those. A refused file is held without its bytes. */
export function hasRoom(held: readonly { bytes: Uint8Array | null }[], size: number): boolean {
  const bytes = held.reduce((sum, one) => sum + (one.bytes?.length ?? 0), 0)
  return held.length < DESK.files && bytes + size <= DESK.bytes
}
