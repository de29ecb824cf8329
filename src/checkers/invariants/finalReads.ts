/**
 * The last words on each key: every process's last read of it, among reads that began after all its writes had ended. What such
 * reads show is what remains. A write of unknown fate may take effect at any time, so a key with one has no last words.
 */
import type { Observation, Observations } from '../sessions/observations'

export function finalReads({ all }: Observations): Map<number, Observation[]> {
  const quietFrom = new Map<number, number>()
  for (const { seen, key, completed } of all)
    if (!seen) quietFrom.set(key, Math.max(quietFrom.get(key) ?? -1, completed))
  const last = new Map<number, Map<number, Observation>>()
  for (const each of all) {
    if (!each.seen || each.invoked < (quietFrom.get(each.key) ?? -1)) continue
    const ofKey = last.get(each.key) ?? new Map<number, Observation>()
    last.set(each.key, ofKey.set(each.process, each))
  }
  return new Map([...last].map(([key, byProcess]) => [key, [...byProcess.values()]]))
}
