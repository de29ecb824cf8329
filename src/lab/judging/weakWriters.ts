/**
 * Writes by a weaker class void strong reads of the same key: where R and W are counted, a read of R replicas is sure to meet
 * a write of W only if R + W > N (Gifford 1979).
 */
import { traitsOf } from '../../scenarios/modes/traits'
import type { Scenario } from '../../scenarios/scenario'
import { readKindsOf } from './judgedWith'

/**
 * Journeys (null: background workers) whose writes a journey's reads may miss although they meet some other writes for sure;
 * none where the reads are weak by themselves.
 */
export function weakWritersOf(scenario: Scenario, journey: number): (string | null)[] {
  const store = scenario.groups.find((group) => group.role === 'store')
  if (store?.role !== 'store' || !traitsOf(store.replication).quorums) return []
  if (store.replication.mode === 'dynamo' && store.replication.majorities) return []
  const journeys = scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
  const kinds = readKindsOf(scenario, journey)
  const r = Math.min(...journeys[journey].steps.flatMap((step) => (step.op === 'read' ? step.r : [])))
  const writers: { who: string | null; w: number }[] = journeys.flatMap(({ id, steps }) =>
    steps.flatMap((step) => (step.op === 'write' && kinds.has(step.key) ? { who: id, w: step.w } : [])),
  )
  for (const group of scenario.groups)
    if (group.role === 'worker' && group.store !== undefined && kinds.has('user'))
      writers.push({ who: null, w: group.w ?? 1 })
  const meets = ({ w }: { w: number }): boolean => r + w > store.replicas
  const strong = writers.some(meets) || 2 * r > store.replicas
  if (!strong) return []
  return [...new Set(writers.filter((writer) => !meets(writer)).map(({ who }) => who))]
}
