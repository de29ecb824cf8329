/**
 * Messages that come twice, at services that turn work away: a refusal of one copy says nothing of the other, so that no write that
 * took effect is ever told to have failed (`fail`: surely not done).
 */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { KIND, OUTCOME, STRIDE } from '../../src/cluster'
import { raftMode } from '../../src/scenarios/modes/raft'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { World } from '../../src/scenarios/world'

const QUORUM: ReplicationSpec = { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 200_000 }
const between = (from: string, to: string): Command => {
  return { kind: 'duplicate', link: { from: { group: from }, to: { group: to } }, probability: 0.6 }
}

/** A shop without room: what finds a service busy is soon refused, and nobody tries again. */
function crowded(replication: ReplicationSpec): Scenario {
  const scenario = structuredClone(storefront)
  for (const group of scenario.groups) {
    if (group.role === 'store') group.replication = replication
    if (group.role === 'clients') group.journeys[0].ratePerSecond = 60
    if (group.role === 'api') group.storeRetry = { attempts: 1, timeoutUs: 250_000, backoffUs: 0 }
    if (group.capacity && ['balancer', 'api', 'store'].includes(group.role))
      group.capacity = { ...group.capacity, workers: 1, queue: 1 }
  }
  return scenario
}

function told(scenario: Scenario, seed: number, act: Command) {
  const world = World.build(scenario, seed)
  const values = new Map<string, number>()
  const failed = new Set<number>()
  const applied = new Set<number>()
  world.cluster.journal.attach((words, records) => {
    for (let at = 0; at < records * STRIDE; at += STRIDE) {
      const [detail, name] = [words[at] >>> 8, `${words[at + 1]}:${words[at + 2]}`]
      const kind = words[at] & 255
      if (kind === KIND.INVOKE && world.classes[detail].kind === 'write') values.set(name, words[at + 4])
      else if (kind === KIND.RETURN && values.has(name) && (detail & 15) === OUTCOME.fail) failed.add(values.get(name)!)
      else if (kind === KIND.APPLIED) applied.add(words[at + 3])
    }
  })
  world.apply(act)
  world.run(10_000_000)
  world.cluster.journal.flush()
  return { failed: failed.size, failedAndDone: [...failed].filter((value) => applied.has(value)) }
}

describe.each([
  ['quorum', QUORUM],
  ['raft', raftMode.defaults(3)],
] as const)('%s', (_mode, replication) => {
  it.each([
    ['customers', 'balancer'],
    ['balancer', 'api'],
    ['api', 'store'],
  ])('%s to %s twice: what failed was not done', (from, to) => {
    const found = [1, 2, 3].map((seed) => told(crowded(replication), seed, between(from, to)))
    expect(found.reduce((sum, { failed }) => sum + failed, 0)).toBeGreaterThan(20)
    expect(found.flatMap(({ failedAndDone }) => failedAndDone)).toEqual([])
  })
})
