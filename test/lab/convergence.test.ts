/** Replicas converge by a deadline after healing, in every mode that promises it; a replica that does not is told of. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { wholeRun } from '../../src/lab/wholeRun'
import { behaviourOf } from '../../src/scenarios/behaviours'
import { MODE_NAMES, modeOf } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { storefront } from '../../src/scenarios/presets/storefront'

const S = 1_000_000
const at = (atUs: number, command: Command) => ({ atUs, afterEvents: Number.MAX_SAFE_INTEGER, command })
const kill = (node: string, loseDisk = false): Command => ({ kind: 'kill', target: { node }, loseDisk })
const TROUBLE = [
  at(5 * S, kill('shard-1a')),
  at(6 * S, kill('shard-3b', true)),
  at(7 * S, { kind: 'isolate', target: { node: 'shard-2b' } }),
  at(10 * S, { kind: 'restart', target: { node: 'shard-1a' } }),
  at(10 * S, { kind: 'restart', target: { node: 'shard-3b' } }),
  at(12 * S, { kind: 'healAll' }),
]

const promising = MODE_NAMES.flatMap((mode) => {
  const withinUs = behaviourOf({ mode }).convergesWithinUs?.(modeOf({ mode }).defaults(3)) ?? null
  return withinUs === null ? [] : [[mode, withinUs] as const]
})

it('every mode promises it, but a quorum, which repairs what is read only, and the program of a learner', () => {
  const others = MODE_NAMES.filter((mode) => mode !== 'quorum' && mode !== 'program')
  expect(promising.map(([mode]) => mode).sort()).toEqual(others.sort())
})

it.each(promising)('%s: after a crash, a lost disk and a partition its promises are unbroken', (mode, withinUs) => {
  const { breaches } = wholeRun(withMode(storefront, mode), 3, 14 * S + withinUs, TROUBLE)
  expect(breaches).toEqual({})
})

describe.each(['raft', 'dynamo'] as const)('%s', (mode) => {
  it('a replica that stays behind is told of when its time is over, once', () => {
    const lab = new Lab({ scenario: withMode(storefront, mode), seed: 3 })
    finish(lab.seek(3 * S))
    const { cluster } = lab.player.world
    const replica = cluster.nodes.find((node) => node.shard === 1)!
    const key = 10_000 + 9_999 // hardly anybody's
    for (const node of cluster.nodes)
      if (node.shard === 1) cluster.recordApplied(node, key, 1, node === replica ? 1 : 2)
    finish(lab.seek(15 * S))
    expect(lab.active.store?.breaches).toEqual([])
    finish(lab.seek(50 * S))
    expect(lab.active.store?.breaches).toEqual([
      expect.objectContaining({ code: 'notConverged', shard: 1, nodes: [replica.index], params: { key, keys: 1 } }),
    ])
  })
})
