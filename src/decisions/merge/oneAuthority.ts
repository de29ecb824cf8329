import type { MergeContext } from 'faultline'

/** What the first node by name has written stays, its latest: one place has the last word, and clocks of others do not matter. */
export default function oneAuthority({ versions }: MergeContext): number {
  let best = 0
  for (let i = 1; i < versions.length; i++) if (versions[i].writer <= versions[best].writer) best = i
  return best
}
