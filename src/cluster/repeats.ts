/**
 * Operations whose effect came once more after it had come already, in a store that keeps no record of what it has done; or, where
 * it keeps one, against its promise. Noted by state machines for who watches; nothing in the world acts on it. Data.
 */
import type { NamedOperation, Violation } from './invariants'
import type { ClusterNode } from './node'

export interface Repeats {
  times: number
  recent: readonly NamedOperation[] // the newest
}
/** What a watch has told of a group. */
export interface RepeatsTold {
  times: number
  looks: number // since then
}
const RECENT = 40
/** Told a second's worth at once. */
const LOOKS_BETWEEN = 50

export function newRepeats(): Repeats {
  return { times: 0, recent: [] }
}
export function noteRepeat(repeats: Repeats, operation: NamedOperation): void {
  repeats.times++
  repeats.recent = [...repeats.recent.slice(1 - RECENT), Object.freeze(operation)]
}

export function noRepeatsTold(): RepeatsTold {
  return { times: 0, looks: LOOKS_BETWEEN }
}
/** What was not told yet. Replicas of one machine note the same; whoever has applied most tells. `promised`: once is what the settings promise. */
export function untoldRepeats(
  told: RepeatsTold,
  replicas: readonly { node: Pick<ClusterNode, 'index'>; repeats: Repeats }[],
  promised: boolean,
): Violation[] {
  const { node, repeats } = replicas.reduce((most, one) => (one.repeats.times > most.repeats.times ? one : most))
  const effects = repeats.times - told.times
  if (++told.looks < LOOKS_BETWEEN || effects <= 0) return []
  told.looks = 0
  told.times = repeats.times
  const operations = repeats.recent.slice(-effects)
  return [{ code: promised ? 'onceBroken' : 'effectsRepeated', nodes: [node.index], params: { effects }, operations }]
}
