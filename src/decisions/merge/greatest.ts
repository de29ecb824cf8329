import type { MergeContext } from 'faultline'

/** The greatest value stays, whoever wrote it and when: nobody's clock matters. */
export default function greatest({ versions }: MergeContext): number {
  let best = 0
  for (let i = 1; i < versions.length; i++) if (versions[i].value > versions[best].value) best = i
  return best
}
