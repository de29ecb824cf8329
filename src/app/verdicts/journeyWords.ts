/** What is said of a journey in one phrase. */
import type { Guarantee } from '../../lab/judging/verdict'
import { words } from '../words'
import type { AtMoment, State } from './atMoment'

/** Weaker ones: told where the strongest has fallen. */
const SESSION: Guarantee[] = ['monotonicReads', 'readYourWrites', 'monotonicWrites', 'writesFollowReads']

/** Of the whole: broken, if anything is. */
export function stateOf({ states }: AtMoment): State {
  return states.linearizable === 'holds' && states.writesKept === 'broken' ? 'broken' : states.linearizable
}

/** "linearizable so far", "reads may go back in time, at most 1.4 s old, 2 writes behind" */
export function phraseOf(now: AtMoment): string {
  const w = words().judging
  const { states, stalest, unknownWhy } = now
  if (states.linearizable === 'untested') return w.unread
  if (unknownWhy) return w.unknown
  const lost = states.writesKept === 'broken' ? [w.broken('writesKept')] : []
  if (states.linearizable === 'holds') return [`${w.holds('linearizable')} ${w.soFar}`, ...lost].join(', ')
  const fallen = SESSION.filter((guarantee) => states[guarantee] === 'broken').map(w.broken)
  const standing = SESSION.filter((guarantee) => states[guarantee] === 'holds').map(w.holds)
  const first = fallen.length > 0 ? fallen : [w.broken('linearizable')]
  const old = stalest ? [w.atMost(stalest.staleUs, stalest.missed)] : []
  return [...lost, ...first, ...standing, ...old].join(', ')
}
