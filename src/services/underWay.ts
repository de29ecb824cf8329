/** How many requests, calls or jobs a node has begun and not ended, by the names under which roles keep them. */
import type { ClusterNode } from '../cluster'

/** Called for every node in every frame. */
export function underWay(node: ClusterNode): number {
  const state = node.state as Partial<
    Record<'requests' | 'pending' | 'outstanding' | 'jobs' | 'leased', Partial<{ size: number }>>
  > | null
  if (!state) return 0
  for (const place of [state.requests, state.pending, state.leased, state.outstanding, state.jobs]) {
    if (place?.size !== undefined) return place.size
  }
  return 0
}
