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

/** `ask`: word b of a request; `floor`: oldest version that its session may see; `boundUs`: greatest age of a bounded read. */
export function planRead(ask: number, floor: number, boundUs: number, own: Freshness): ReadPlan {
  const r = ask & 0xff
  const majority = majorityOf(own.n)
  const agedBy = (need: number): number => (isFresh(need, own) ? FRESH : AGE_UNKNOWN)
  switch (levelOf(ask)) {
    case LEVEL.strong: {
      const need = Math.max(r, majority)
      return { need, floor: 0, ageUs: agedBy(need) }
    }
    case LEVEL.bounded: {
      if (own.provenUs >= 0 && own.provenUs <= boundUs) return { need: 1, floor: 0, ageUs: own.provenUs }
      const need = own.fixedHomes && !own.majorities ? own.n : Math.max(r, majority)
      return { need, floor: 0, ageUs: agedBy(need) }
    }
    case LEVEL.session:
      return { need: r, floor, ageUs: agedBy(r) }
    case LEVEL.prefix:
    case LEVEL.eventual:
      return { need: 1, floor: 0, ageUs: isFresh(1, own) ? FRESH : own.provenUs }
    default:
      return { need: own.majorities ? Math.max(r, majority) : r, floor: 0, ageUs: FRESH }
  }
}
/** Acknowledgements that a write needs. */
export function planWrite(ask: number, own: { n: number; majorities: boolean }): number {
  const w = ask & 0xff
  return own.majorities ? Math.max(w, majorityOf(own.n)) : w
}
/** Whether R answers meet the quorum of every acknowledged write. */
function isFresh(need: number, { n, fixedHomes, majorities }: Freshness): boolean {
  return fixedHomes && (need === n || (majorities && need >= majorityOf(n)))
}
