/**
 * What a read needs, from the level that it asks for (the five of Azure Cosmos DB) and its R. A leaderless store has few proofs of
 * freshness: that its quorum meets every write's on fixed homes, or that anti-entropy with every other home was completed so and
 * so long ago. An answer without proof says that it may be stale, by how much at most where that is known.
 */
import { LEVEL, levelOf } from '../../cluster'

/** Not an age: the answer misses nothing that was acknowledged before it was asked for. */
export const FRESH = -2
export const AGE_UNKNOWN = -1

export interface ReadPlan {
  need: number // answers, R
  floor: number // least version
  ageUs: number // upper bound of the answer's age in microseconds, AGE_UNKNOWN, or FRESH
}
export interface Freshness {
  n: number
  fixedHomes: boolean // no sloppy quorum
  majorities: boolean // every write counts a majority
  provenUs: number // all that any home had so long ago is here; AGE_UNKNOWN
}

export function majorityOf(n: number): number {
  return Math.floor(n / 2) + 1
}

/** What a read may claim that waits for so many answers. `ask`: word b of a request; `floor`: oldest version that its session may see. */
export function planRead(need: number, ask: number, floor: number, boundUs: number, own: Freshness): ReadPlan {
  const agedBy = isFresh(need, own) ? FRESH : AGE_UNKNOWN
  switch (levelOf(ask)) {
    case LEVEL.strong:
      return { need, floor: 0, ageUs: agedBy }
    case LEVEL.bounded:
      return { need, floor: 0, ageUs: isProven(own, boundUs) ? own.provenUs : agedBy }
    case LEVEL.session:
      return { need, floor, ageUs: agedBy }
    case LEVEL.prefix:
    case LEVEL.eventual:
      return { need, floor: 0, ageUs: isFresh(need, own) ? FRESH : own.provenUs }
    default:
      return { need, floor: 0, ageUs: FRESH }
  }
}
/** Whether what this node has is known to be no older. */
export function isProven({ provenUs }: Freshness, boundUs: number): boolean {
  return provenUs >= 0 && provenUs <= boundUs
}
/** Whether R answers meet the quorum of every acknowledged write. */
function isFresh(need: number, { n, fixedHomes, majorities }: Freshness): boolean {
  return fixedHomes && (need === n || (majorities && need >= majorityOf(n)))
}
