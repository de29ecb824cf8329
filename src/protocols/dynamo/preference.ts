/**
 * Preference lists (Dynamo, SOSP 2007, 4.3 and 4.6): a key's N homes, and after them the nodes that follow on the ring. With a
 * sloppy quorum an operation goes to the first N that its coordinator thinks healthy; each fallback among them stands for a
 * home and is told which.
 */
import { OWN } from './replica'

/** The replicas of the shards that follow, round the ring. */
export function fallbacksOf(shards: readonly (readonly number[])[], shard: number): number[] {
  return [...shards.slice(shard + 1), ...shards.slice(0, shard)].flat()
}

export interface FirstN {
  members: readonly number[] // node indices
  homes: readonly number[] | null // by member: the home that it stands for, or OWN; null: all are homes
}
export function firstHealthy(
  homes: readonly number[],
  fallbacks: readonly number[],
  isHealthy: (node: number) => boolean,
): FirstN {
  if (homes.every(isHealthy)) return { members: homes, homes: null }
  const able = fallbacks.filter(isHealthy)
  const members: number[] = []
  const standsFor: number[] = []
  for (const home of homes) {
    // Nobody left to stand in: the home is asked all the same.
    const fallback = isHealthy(home) ? undefined : able.shift()
    members.push(fallback ?? home)
    standsFor.push(fallback === undefined ? OWN : home)
  }
  return { members, homes: standsFor }
}
