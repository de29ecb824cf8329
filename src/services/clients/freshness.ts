/** How fresh a read must be: from the decision to the words of its request. */
import type { Cluster, Place } from '../../cluster'
import { LEVEL, LEVEL_SHIFT, decide, levelName } from '../../cluster'
import { CONSISTENCY } from '../../decisions/consistency/contract'
import asSet from '../../decisions/consistency/asSet'
import type { ConsistencyContext, ReadLevel } from '../../decisions/faultline'

/** What a person has set for a read. */
export interface ChosenLevel {
  level: ReadLevel
  boundUs: number // of a bounded read
}
export interface ReadWish {
  ask: number // word b of a request
  boundUs?: number // greatest age of a bounded read
}
type Read = Pick<ConsistencyContext, 'journey' | 'step' | 'attempt' | 'failedLately'>

const LEVEL_MASK = 7 << LEVEL_SHIFT
/** What bounded means where nobody said. */
const BOUND_US = 2_000_000

/** `written`: what the scenario says. Luck is aimed. */
export function decideWish(
  cluster: Cluster,
  place: Place,
  read: Read,
  written: ReadWish,
  chosen: ChosenLevel | undefined,
): ReadWish {
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  const setTo = chosen?.level ?? 'asWritten'
  const context: ConsistencyContext = {
    nowUs,
    random,
    randomInt,
    journey: read.journey,
    step: read.step,
    attempt: read.attempt,
    failedLately: read.failedLately,
    written: levelName(written.ask),
    r: written.ask & 0xff,
    setTo,
  }
  const answer = decide(cluster, CONSISTENCY, place, context, asSet, undefined)
  if (answer === 'asWritten') return written
  const ask = (written.ask & ~LEVEL_MASK) | (LEVEL[answer] << LEVEL_SHIFT)
  return { ask, boundUs: answer === 'bounded' ? chosen?.boundUs || written.boundUs || BOUND_US : 0 }
}
