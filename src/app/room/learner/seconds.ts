/** Seconds that a learner has spent in each lesson with the page in sight, those on other devices included. */
const spent = new Map<string, number>()
let running: { slug: string; sinceMs: number } | null = null

/** From `before` on, unless more is known here. */
export function beginSeconds(slug: string, before: number): void {
  spent.set(slug, Math.max(before, spent.get(slug) ?? 0))
}
export function secondsIn(slug: string): number {
  const now = running?.slug === slug ? (performance.now() - running.sinceMs) / 1000 : 0
  return Math.min(1e6, (spent.get(slug) ?? 0) + now)
}
/** Time passes in this lesson from here on; null: in none, or out of sight. */
export function passIn(slug: string | null): void {
  if (running?.slug === slug) return
  if (running) spent.set(running.slug, secondsIn(running.slug))
  running = slug === null ? null : { slug, sinceMs: performance.now() }
}
