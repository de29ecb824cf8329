/** What traces must know of a world's cluster. */
import type { Cluster } from '../cluster'
import type { Surveyed } from '../telemetry'

export function surveyedOf({ links, nodes }: Cluster): Surveyed {
  return {
    roads: links.map(({ from, to, entity }) => ({ from: from.index, to: to.index, entity })),
    workers: nodes.map(({ workers }) => workers),
  }
}
