/**
 * Counting a quorum: the pure half of a coordinator (Gifford 1979; Dynamo, SOSP 2007, 4.5). A read is done at R replies and
 * has the newest version among them; a write is done at W acknowledgements. Replies that come later still count for read repair.
 */
import type { Siblings } from './versions'
import { NO_SIBLINGS, reconciled, sameSiblings } from './versions'

export interface Tally {
  need: number
  of: number
  old: number // while a key moves: how many members, the first, are homes that it leaves; each side needs a quorum. 0: one side
  gotOld: number
  floor: number // a read is not done before it has this version
  got: number
  against: number // members that refused
  done: boolean
  version: number // newest seen
  value: number
  versions: number[] // by member: the version it answered with; −1: not yet
  volatile: number // members, as bits, whose answer was not on their disk yet
  siblings: Siblings // reconciled from all answers; empty where last writer wins
  held: Siblings[] | null // by member
}

export function newTally(of: number, need: number, floor = 0, old = 0): Tally {
  return {
    need,
    of,
    old,
    gotOld: 0,
    floor,
    got: 0,
    against: 0,
    done: false,
    version: 0,
    value: 0,
    versions: new Array<number>(of).fill(-1),
    volatile: 0,
    siblings: NO_SIBLINGS,
    held: null,
  }
}

/** Counts a member's first answer. True when this one completes the quorum. */
export function count(
  tally: Tally,
  member: number,
  version: number,
  value: number,
  siblings: Siblings | null = null,
  isVolatile = false,
): boolean {
  if (tally.versions[member] >= 0) return false
  tally.versions[member] = version
  tally.got++
  if (member < tally.old) tally.gotOld++
  if (isVolatile) tally.volatile |= 1 << member
  if (siblings !== null) {
    tally.held ??= tally.versions.map(() => NO_SIBLINGS)
    tally.held[member] = siblings
    tally.siblings = reconciled(tally.siblings, siblings)
  }
  if (version > tally.version) {
    tally.version = version
    tally.value = value
  }
  if (tally.done || !areEnough(tally, tally.got, tally.gotOld) || tally.version < tally.floor) return false
  tally.done = true
  return true
}

function areEnough({ need, old }: Tally, all: number, ofOld: number): boolean {
  return old === 0 ? all >= need : ofOld >= need && all - ofOld >= need
}

export function everyoneAnswered(tally: Tally): boolean {
  return tally.got + tally.against === tally.of
}
/** Members that answered with less than is known now. */
export function laggards(tally: Tally): number[] {
  const found: number[] = []
  tally.versions.forEach((v, member) => {
    if (v >= 0 && lacks(tally, member)) found.push(member)
  })
  return found
}
function lacks(tally: Tally, member: number): boolean {
  if (tally.held) return !sameSiblings(tally.held[member], tally.siblings)
  return tally.versions[member] < tally.version
}
/** Members known to hold the newest on their disks. */
export function holders(tally: Tally): number[] {
  const found: number[] = []
  tally.versions.forEach((v, member) => {
    if (v >= 0 && !lacks(tally, member) && (tally.volatile & (1 << member)) === 0) found.push(member)
  })
  return found
}
/** Whether those who hold the newest on their disks are a quorum already. */
export function isHeldByQuorum(tally: Tally): boolean {
  const have = holders(tally)
  return areEnough(tally, have.length, have.filter((member) => member < tally.old).length)
}
