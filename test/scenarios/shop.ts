/** Storefront with its store in another mode, played for a while with commands at their moments, and what came of it. */
import type { Command } from '../../src/cluster'
import { KIND, STRIDE } from '../../src/cluster'
import { joinVersion, timeOf } from '../../src/cluster/journal'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'

export interface Returned {
  key: number
  value: number
  version: number
  isWrite: boolean
  outcome: number // OUTCOME
  stale: boolean
  invokedUs: number
  returnedUs: number
}
export interface Played {
  world: World
  returned: Returned[]
  fingerprint: string
}

export function shop(replication: ReplicationSpec): Scenario {
  const { groups, ...rest } = PRESETS.storefront
  return validateScenario({
    ...rest,
    groups: groups.map((group) => (group.role === 'store' ? { ...group, replication } : group)),
  })
}

/** Commands by the second that they come at. */
export function play(
  scenario: Scenario,
  seed: number,
  untilS: number,
  commands: Record<number, Command[]> = {},
): Played {
  const world = World.build(scenario, seed)
  const returned: Returned[] = []
  const open = new Map<string, { key: number; isWrite: boolean; value: number; atUs: number }>()
  world.cluster.journal.attach((words, count) => {
    for (let i = 0; i < count; i++) {
      const at = i * STRIDE
      const name = `${words[at + 1]}:${words[at + 2]}`
      if ((words[at] & 255) === KIND.INVOKE)
        open.set(name, {
          key: words[at + 3],
          value: words[at + 4],
          isWrite: words[at + 4] !== 0,
          atUs: timeOf(words, i),
        })
      else if ((words[at] & 255) === KIND.RETURN) {
        const op = open.get(name)!
        open.delete(name)
        returned.push({
          key: op.key,
          isWrite: op.isWrite,
          value: op.isWrite ? op.value : words[at + 3],
          version: joinVersion(words[at + 4], words[at + 5]),
          outcome: (words[at] >> 8) & 3,
          stale: ((words[at] >> 16) & 255 & 8) !== 0,
          invokedUs: op.atUs,
          returnedUs: timeOf(words, i),
        })
      }
    }
  })
  for (const [second, some] of Object.entries(commands).sort((a, b) => Number(a[0]) - Number(b[0]))) {
    world.run(Number(second) * 1e6)
    for (const command of some) world.apply(command)
  }
  world.run(untilS * 1e6)
  const fingerprint = world.cluster.journal.fingerprint()
  return { world, returned, fingerprint }
}

/** Share of operations that ended well. */
export function okShare(returned: readonly Returned[]): number {
  return returned.filter((op) => op.outcome === 0).length / returned.length
}

/** States of a shard's replicas, by place. */
export function statesOfShard<S>(world: World, shard: number): S[] {
  return world.cluster.nodes.filter((node) => node.shard === shard).map((node) => node.state as S)
}
