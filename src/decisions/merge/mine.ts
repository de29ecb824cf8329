import type { MergeContext } from 'faultline'

/** What is here already stays, so that each replica keeps what came to it first: they differ until somebody writes anew. */
export default function mine({ versions }: MergeContext): number {
  for (let i = 0; i < versions.length; i++) if (versions[i].isMine) return i
  return 0
}
