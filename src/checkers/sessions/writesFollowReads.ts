/**
 * Writes follow reads (Terry et al., PDIS 1994): what a session wrote after it saw something comes after that for everybody. Only
 * what shows several writes at once can tell: sets and lists.
 */
import type { Found } from '../invariants/anomaly'
import type { Steps } from '../steps'
import { Floors } from './floors'
import type { Observation, Observations } from './observations'

export function writesFollowReads(observations: Observations, found: Found, steps: Steps): void {
  const lastRead = new Floors<Observation>()
  /** By version: what its writer had read last. */
  const sources = new Map<number, Observation>()
  for (const each of observations.all) {
    const source = lastRead.get(each)
    if (each.seen) lastRead.set(each, each)
    else if (source && source.number !== each.number) sources.set(each.written, source)
  }
  for (const read of observations.all) {
    if (read.seen) checkRead(read, sources, observations, found, steps)
    if (steps.exhausted) return
  }
}

function checkRead(
  read: Observation,
  sources: ReadonlyMap<number, Observation>,
  observations: Observations,
  found: Found,
  steps: Steps,
): void {
  const seen = read.seen as readonly number[]
  if (!steps.take(seen.length)) return
  const places = new Map(seen.map((version, place) => [version, place]))
  const looked = new Set<Observation>()
  for (const [place, version] of seen.entries()) {
    const source = sources.get(version)
    // Whoever read the same before writes later: the first to write tells all.
    if (!source || looked.has(source)) continue
    looked.add(source)
    const before = source.seen as readonly number[]
    if (!steps.take(before.length)) return
    const missed = before.find((other) => {
      const there = places.get(other)
      return there === undefined || (observations.kind === 'list' && there > place)
    })
    if (missed === undefined) continue
    const write = observations.writes.get(version) as Observation
    found.add('session.writesFollowReads', [source.number, write.number, read.number], {
      process: write.process,
      key: observations.keyName(read.key),
      first: observations.versionName(missed),
      second: observations.versionName(version),
      missing: places.has(missed) ? 0 : 1,
    })
    return
  }
}
