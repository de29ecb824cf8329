/**
 * Monotonic writes (Terry et al., PDIS 1994): a session's writes take effect in their order: whoever sees one sees those before it,
 * and before it. Only what shows several writes at once can tell: sets and lists.
 */
import type { Found } from '../invariants/anomaly'
import { Floors } from './floors'
import type { Observation, Observations } from './observations'

export function monotonicWrites(observations: Observations, found: Found): void {
  const last = new Floors<Observation>()
  const before = new Map<number, Observation>()
  for (const each of observations.all) {
    if (each.seen) continue
    const previous = last.get(each)
    // In one transaction they take effect together; what is unknown may never.
    if (previous && previous.completed < Infinity && previous.number !== each.number) before.set(each.written, previous)
    last.set(each, each)
  }
  for (const read of observations.all) {
    const places = new Map(read.seen?.map((version, place) => [version, place]))
    for (const [version, place] of places) {
      const previous = before.get(version)
      const there = previous && places.get(previous.written)
      if (!previous || (there !== undefined && (observations.kind === 'set' || there < place))) continue
      const write = observations.writes.get(version) as Observation
      found.add('session.monotonicWrites', [previous.number, write.number, read.number], {
        process: write.process,
        key: observations.keyName(read.key),
        first: observations.versionName(previous.written),
        second: observations.versionName(version),
        missing: there === undefined ? 1 : 0,
      })
      break
    }
  }
}
