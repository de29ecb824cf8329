/** What this browser remembers of each homework beside the lesson's own progress: when it was begun, and the id that was typed. */
export interface Begun {
  startedMs: number
  id: string
}
const keyOf = (digest: string): string => `faultline.homework.${digest.slice(0, 16)}`

/** null: it was not begun here, or this browser keeps nothing. */
export function begunOf(digest: string): Begun | null {
  try {
    const { startedMs, id } = JSON.parse(localStorage.getItem(keyOf(digest)) ?? 'null') as Partial<Begun>
    return typeof startedMs === 'number' && Number.isSafeInteger(startedMs) && typeof id === 'string'
      ? { startedMs, id: id.slice(0, 60) }
      : null
  } catch {
    return null
  }
}
export function keepBegun(digest: string, begun: Begun): void {
  try {
    localStorage.setItem(keyOf(digest), JSON.stringify(begun))
  } catch {
    // it then goes unsaid in what is handed in
  }
}
