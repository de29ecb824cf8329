/**
 * Versions that meet at a replica, where somebody's code may decide what stays: of two stamps either, and of versions with clocks those
 * that no other is known to supersede. What is kept supersedes all that it was kept over, so that no other replica takes those
 * for news; one that kept another has an equal clock, and asks again.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { STAMPS, whatStays } from '../../cluster'
import keepAll from '../../decisions/merge/keepAll'
import lastWriter from '../../decisions/merge/lastWriter'
import type { Cause, Held, Settle } from './settling'
import type { Sibling, Siblings, VectorClock } from './versions'
import { clocksJoined, descends, isSame } from './versions'

/** The decision of this node. */
export function settlingBy(cluster: Cluster, node: ClusterNode, cause: Cause): Settle {
  const { nodes } = cluster
  const writerOf = (index: number): string => (nodes.length <= STAMPS ? nodes[index].id : '')
  return (key, held, came) => {
    if (held.version === 0 || came.version === 0) return null
    if (came.siblings === null) {
      if (held.version === came.version) return null
      const ascending = held.version < came.version ? [held, came] : [came, held]
      const met = ascending.map((one) => ({ value: one.value, stamp: one.version, isMine: one === held }))
      const meeting = { key, met, keepsSiblings: false, areConcurrent: false, builtIn: lastWriter }
      const stays = whatStays(cluster, node, cause, meeting, writerOf) as number
      return stays === 1 ? null : ascending[0]
    }
    const mine = held.siblings ?? []
    const news = came.siblings.filter((one) => !mine.some((had) => isNewer(had.clock, one.clock) || isSame(had, one)))
    if (news.length === 0) return null
    const standing = standingOf([...mine, ...news])
    const rivals = standing.filter((one, i) => i === 0 || one.version !== standing[i - 1].version)
    if (rivals.length < 2) return standing.length < 2 ? null : alone(rivals[0], standing)
    const met = rivals.map(({ value, version }) => ({
      value,
      stamp: version,
      isMine: mine.some((one) => one.version === version),
    }))
    const meeting = { key, met, keepsSiblings: true, areConcurrent: true, builtIn: keepAll }
    const stays = whatStays(cluster, node, cause, meeting, writerOf)
    return stays === 'all' ? null : alone(rivals[stays], standing)
  }
}

/** Those that no other one surely supersedes, ascending; of one version several where it was kept over different ones. */
function standingOf(all: Siblings): Sibling[] {
  const standing = all.filter((one) => !all.some((other) => isNewer(other.clock, one.clock)))
  return standing.sort((a, b) => a.version - b.version)
}
function isNewer(a: VectorClock, b: VectorClock): boolean {
  return descends(a, b) && !descends(b, a)
}
function alone({ version, value }: Sibling, all: readonly Sibling[]): Held {
  const clock = clocksJoined(all.map((one) => one.clock))
  return { version, value, siblings: Object.freeze([Object.freeze({ clock, version, value })]) }
}
