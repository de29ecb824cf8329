/** The invariants of a primary and its followers, as a run's watch asks for them, and the writes that are lost: each told once. */
import type { ClusterNode } from '../../cluster'
import type { Invariants, Violation as Breach } from '../../cluster/invariants'
import type { RepeatsTold } from '../../cluster/repeats'
import { noRepeatsTold, untoldRepeats } from '../../cluster/repeats'
import type { PrimaryOfEpoch, Violation } from './invariants'
import { committedAgree, onePrimaryAnEpoch } from './invariants'
import type { Losses } from './losses'
import { lookForLosses, newLosses } from './losses'
import type { LoggedRepeats } from './repeats'
import { lookAtLog, noLoggedRepeats } from './repeats'
import type { PrimaryConfig } from './role'
import type { PrimaryState } from './state'

interface Watched {
  primaries: PrimaryOfEpoch
  told: string[]
  losses: Losses
  repeats: LoggedRepeats
  repeatsTold: RepeatsTold
}
/** Operations that a breach names. */
const NAMED_MAX = 40

export const primaryInvariants: Invariants<Watched> = {
  begin: () => ({
    primaries: new Map(),
    told: [],
    losses: newLosses(),
    repeats: noLoggedRepeats(),
    repeatsTold: noRepeatsTold(),
  }),
  look(watched, replicas) {
    const states = replicas.map((node) => node.state as PrimaryState)
    const { fencing, replication, followers } = replicas[0].config as PrimaryConfig
    const promised = fencing && replication !== 'async' && followers >= Math.floor(replicas.length / 2)
    const found = [onePrimaryAnEpoch(watched.primaries, states), promised ? committedAgree(states) : null]
    const told = found.flatMap((violation): Breach[] => (violation ? tellOnce(watched, violation, replicas) : []))
    return [...told, ...lostWrites(watched, states, promised, replicas), ...repeatedWrites(watched, states, replicas)]
  },
}

/** With idempotency no primary ever logs a write twice, so that nobody need look. */
function repeatedWrites(
  { repeats, repeatsTold }: Watched,
  states: readonly PrimaryState[],
  replicas: readonly ClusterNode[],
): Breach[] {
  if ((replicas[0].config as PrimaryConfig).idempotency) return []
  const place = states.reduce((best, { role, blank, epoch }, at) => {
    return role === 'primary' && !blank && (best < 0 || epoch > states[best].epoch) ? at : best
  }, -1)
  if (place < 0) return []
  lookAtLog(repeats, states[place])
  return untoldRepeats(repeatsTold, [{ node: replicas[place], repeats }], false)
}

function lostWrites(
  { losses, primaries }: Watched,
  states: readonly PrimaryState[],
  promised: boolean,
  replicas: readonly { index: number }[],
): Breach[] {
  const found = lookForLosses(losses, primaries, states)
  if (!found) return []
  const { lost, epochs } = found
  const operations = lost.slice(0, NAMED_MAX).map(({ client, count, key }) => ({ client, count, key }))
  const nodes = epochs.map((epoch) => replicas[primaries.get(epoch) as number].index)
  return [{ code: promised ? 'acknowledgedLost' : 'writesLost', nodes, params: { writes: lost.length }, operations }]
}

function tellOnce(
  watched: Watched,
  { code, places, what }: Violation,
  replicas: readonly { index: number }[],
): Breach[] {
  const name = `${code} ${what}`
  if (watched.told.includes(name)) return []
  watched.told.push(name)
  return [{ code, nodes: places.map((place) => replicas[place].index), params: { what } }]
}
