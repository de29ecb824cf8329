/** The invariants of a primary and its followers, as a run's watch asks for them: each breach told once. */
import type { Invariants, Violation as Breach } from '../../cluster/invariants'
import type { PrimaryOfEpoch, Violation } from './invariants'
import { committedAgree, onePrimaryAnEpoch } from './invariants'
import type { PrimaryConfig } from './role'
import type { PrimaryState } from './state'

interface Watched {
  primaries: PrimaryOfEpoch
  told: string[]
}

export const primaryInvariants: Invariants<Watched> = {
  begin: () => ({ primaries: new Map(), told: [] }),
  look(watched, replicas) {
    const states = replicas.map((node) => node.state as PrimaryState)
    const { fencing, replication, followers } = replicas[0].config as PrimaryConfig
    const promised = fencing && replication !== 'async' && followers >= Math.floor(replicas.length / 2)
    const found = [onePrimaryAnEpoch(watched.primaries, states), promised ? committedAgree(states) : null]
    return found.flatMap((violation): Breach[] => (violation ? tellOnce(watched, violation, replicas) : []))
  },
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
