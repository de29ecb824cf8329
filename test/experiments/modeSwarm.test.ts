/** The swarm's cases with their store in other modes: replayed and restored they give the same fingerprint, and healed they drain. */
import { expect, test } from 'vitest'
import type { SwarmCase } from '../../src/experiments/swarm'
import { checkCase, drawCase } from '../../src/experiments/swarm'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { outlivesRecords } from '../../src/scenarios/schema/remembering'
import { validateScenario } from '../../src/scenarios/schema'

const MODES: ReplicationSpec[] = [
  { mode: 'primary', replication: 'async', heartbeatUs: 50_000, failoverUs: 400_000, fencing: true },
  { mode: 'primary', replication: 'semiSync', heartbeatUs: 100_000, failoverUs: 1_000_000, fencing: true },
  { mode: 'primary', replication: 'sync', heartbeatUs: 100_000, failoverUs: 500_000, fencing: true },
  { mode: 'primary', replication: 'semiSync', heartbeatUs: 50_000, failoverUs: 300_000, fencing: false },
  { mode: 'multileader', resolution: 'lastWriterWins', retryUs: 200_000 },
  { mode: 'multileader', resolution: 'keepSiblings', retryUs: 1_000_000 },
  { mode: 'multileader', resolution: 'merge', merge: 'max', retryUs: 200_000 },
  { mode: 'crdt', type: 'orSet', exchange: 'delta', everyUs: 300_000 },
  { mode: 'crdt', type: 'gCounter', exchange: 'state', everyUs: 100_000 },
]
function inMode(drawn: SwarmCase, replication: ReplicationSpec): SwarmCase {
  const withStore = (stored: ReplicationSpec) => ({
    ...drawn.scenario,
    groups: drawn.scenario.groups.map((group) => (group.role === 'store' ? { ...group, replication: stored } : group)),
  })
  // Where drawn retries outlive what a store remembers, it remembers nothing.
  const forgets = outlivesRecords(withStore(replication)) !== null
  return {
    ...drawn,
    scenario: validateScenario(
      withStore(forgets ? ({ ...replication, idempotency: false } as ReplicationSpec) : replication),
    ),
  }
}

test('cases of every mode of these', () => {
  const cases = Array.from({ length: 150 }, (_, i) => drawCase(i + 1))
    .filter(({ scenario }) => scenario.groups.some((group) => group.role === 'store'))
    .map((drawn, i) => ({ drawn, mode: MODES[i % MODES.length] }))
  const failures = cases.flatMap(({ drawn, mode }) => {
    try {
      return checkCase(inMode(drawn, mode)).failures.map(
        (f) => `${JSON.stringify(mode)} seed ${drawn.seed}: ${f.code}: ${f.what}`,
      )
    } catch (error) {
      return [`${JSON.stringify(mode)} seed ${drawn.seed}: ${String(error)}`]
    }
  })
  expect(cases.length).toBeGreaterThan(MODES.length * 8)
  expect(failures).toEqual([])
}, 300_000)
