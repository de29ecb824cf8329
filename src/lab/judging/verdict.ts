/**
 * What the judge says: plain data, so that it travels. Moments are virtual times in microseconds; a verdict at an earlier
 * moment of the run is read from them.
 */
import type { Reason } from '../../checkers'

/**
 * Linearizability (Herlihy and Wing 1990), the session guarantees (Terry et al., PDIS 1994) over what one user does, and that
 * no acknowledged write is lost: none is ordered before what had been acknowledged when it was asked for.
 */
export const GUARANTEES = [
  'linearizable',
  'readYourWrites',
  'monotonicReads',
  'monotonicWrites',
  'writesFollowReads',
  'writesKept',
] as const
export type Guarantee = (typeof GUARANTEES)[number]

/** An operation as a bar: of which process, from when to when, and what it said. */
export interface WitnessOperation {
  process: number
  /** Names it for its trace; −1: the beginning of the key, which no client wrote. */
  client: number
  count: number
  f: string
  /** Written, or read; null where nothing is known. */
  value: number | null
  outcome: 'ok' | 'fail' | 'info'
  invokedUs: number
  /** NaN while it is open. */
  returnedUs: number
}
export interface Witness {
  key: number
  /** In the order of their invocations. */
  operations: WitnessOperation[]
  /** Which of them cannot be placed. */
  failing: number
  reasons: Reason[]
}
export interface Breach {
  guarantee: Guarantee
  atUs: number
  /** The fewest operations that show it. */
  shortest: Witness
  /** The last of the key's operations until then, whether they matter or not. */
  around: WitnessOperation[]
}
export interface Standing {
  /** When something first put it to the test; null: nothing has. */
  testedUs: number | null
  /** From when on it cannot be known, and why. */
  unknownUs: number | null
  unknownWhy: UnknownWhy | null
  /** The first breach; more follow among the breaches. */
  brokenUs: number | null
}
/**
 * `full`: more operations than are kept; `search`: too many at a time to be ordered; `notRegisters`: what is stored are no plain
 * values; `siblings`: of concurrent writes all are kept.
 */
export type UnknownWhy = 'full' | 'search' | 'notRegisters' | 'siblings'

export interface JourneyVerdict {
  journey: string
  index: number
  standings: Record<Guarantee, Standing>
  breaches: Breach[]
  /** Whenever a read was staler than all before: how long and how many versions. */
  stalest: { atUs: number; staleUs: number; missed: number }[]
  /** Journeys (null: background workers) whose weaker writes let this one's strong reads miss them. */
  voidedBy: (string | null)[]
}
export interface RunVerdict {
  /** Judged so far. */
  judgedUs: number
  journeys: JourneyVerdict[]
}
