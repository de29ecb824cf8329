/**
 * Counting a quorum: the pure half of a coordinator (Gifford 1979; Dynamo, SOSP 2007, 4.5). A read is done at R replies and
 * has the newest version among them; a write is done at W acknowledgements. Replies that come later still count for read repair.
 */
export interface Tally {
  need: number
  of: number
  got: number
  done: boolean
  version: number // newest seen
  value: number
  versions: number[] // by member: the version it answered with; −1: not yet
}

export function newTally(of: number, need: number): Tally {
  return { need, of, got: 0, done: false, version: 0, value: 0, versions: new Array<number>(of).fill(-1) }
}

/** Counts a member's first answer. True when this one completes the quorum. */
export function count(tally: Tally, member: number, version: number, value: number): boolean {
  if (tally.versions[member] >= 0) return false
  tally.versions[member] = version
  tally.got++
  if (version > tally.version) {
    tally.version = version
    tally.value = value
  }
  if (tally.done || tally.got < tally.need) return false
  tally.done = true
  return true
}

export function everyoneAnswered(tally: Tally): boolean {
  return tally.got === tally.of
}
/** Members that answered with an older version than the newest seen. */
export function laggards(tally: Tally): number[] {
  const found: number[] = []
  tally.versions.forEach((v, member) => {
    if (v >= 0 && v < tally.version) found.push(member)
  })
  return found
}
