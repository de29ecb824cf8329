import { describe, expect, it } from 'vitest'
import type { Cluster, ClusterNode } from '../../src/cluster'
import { World } from '../../src/scenarios/world'
import { PRESETS } from '../../src/scenarios/presets/all'
import { behaviourOf } from '../../src/scenarios/behaviours'
import type { ModeName } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import type { PrimaryState } from '../../src/protocols/primary/state'
import type { OptimisticState } from '../../src/protocols/optimistic/state'

/** The first shard's replicas after some seconds without faults, and what watches over them. */
function watched(mode: ModeName) {
  const world = World.build(withMode(PRESETS.storefront, mode), 3)
  world.run(3_000_000)
  const replicas = world.cluster.nodes.filter((node) => node.shard === 0)
  const invariants = behaviourOf({ mode }).invariants
  if (!invariants) throw new Error(`${mode} has none`)
  return { replicas, look: lookWith(invariants.begin(), invariants.look.bind(invariants), replicas, world.cluster) }
}
function lookWith(
  memory: unknown,
  look: (memory: unknown, replicas: readonly ClusterNode[], cluster: Cluster) => { code: string }[],
  replicas: readonly ClusterNode[],
  cluster: Cluster,
) {
  return () => look(memory, replicas, cluster).map(({ code }) => code)
}

describe('the watch over a primary and its followers', () => {
  it('tells of a second primary of the same epoch, once', () => {
    const { replicas, look } = watched('primary')
    expect(look()).toEqual([])
    for (const node of replicas) (node.state as PrimaryState).role = 'primary'
    expect(look()).toEqual(['twoPrimaries'])
    expect(look()).toEqual([])
  })
})

describe.each(['multileader', 'crdt'] as const)('the watch over %s', (mode) => {
  it('tells of replicas that differ with nothing left to tell, once', () => {
    const { replicas, look } = watched(mode)
    const states = replicas.map((node) => node.state as OptimisticState<unknown>)
    for (const state of states) {
      state.syncs.length = 0
      state.cells = new Map(states[0].cells)
      for (const peer of state.peers) peer.outbox.clear()
    }
    expect(look()).toEqual([])
    const [key] = states[0].cells.keys()
    states[1].cells.delete(key)
    const later = Array.from({ length: 100 }, look)
    expect(later.flat()).toEqual(['notConverged'])
  })
})
