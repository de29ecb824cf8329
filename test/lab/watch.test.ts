import { describe, expect, it, afterEach } from 'vitest'
import type { Invariants } from '../../src/cluster/invariants'
import { Lab } from '../../src/lab/lab'
import { behaviourOf } from '../../src/scenarios/behaviours'
import { finish } from '../../src/lab/job'

const mode = behaviourOf({ mode: 'quorum' })

/** A planted invariant: no replica of a group may be down. Told once a fall. */
const allUp: Invariants<{ down: number[] }> = {
  begin: () => ({ down: [] }),
  look(memory, replicas) {
    const down = replicas.filter((node) => !node.up).map((node) => node.index)
    const fallen = down.filter((node) => !memory.down.includes(node))
    memory.down = down
    return fallen.map((node) => ({ code: 'planted', nodes: [node], params: { node } }))
  },
}

describe('the watch over invariants', () => {
  const before = mode.invariants
  afterEach(() => {
    mode.invariants = before
  })
  function lab(): Lab {
    mode.invariants = allUp
    return new Lab({ scenario: 'storefront', seed: 7 })
  }
  const crash = { kind: 'kill', target: { node: 'shard-1b' } } as const

  it('tells a breach at the first tick after it, in the shard where it is', () => {
    const open = lab()
    finish(open.seek(1_000_000))
    finish(open.act(crash))
    finish(open.seek(2_000_000))
    expect(open.active.store?.breaches).toEqual([
      expect.objectContaining({ code: 'planted', shard: 0, atUs: 1_020_000 }),
    ])
  })
  it('tells nothing twice when a stretch is played again, from a checkpoint or from the beginning', () => {
    const open = lab()
    finish(open.seek(1_000_000))
    finish(open.act(crash))
    finish(open.seek(2_000_000))
    finish(open.seek(500_000))
    finish(open.seek(2_500_000))
    expect(open.active.store?.breaches).toHaveLength(1)
  })
  it('forgets a breach with the act that made it', () => {
    const open = lab()
    finish(open.seek(1_000_000))
    finish(open.act(crash))
    finish(open.seek(2_000_000))
    finish(open.undo())
    expect(open.active.store?.breaches).toEqual([])
  })
  it('changes nothing of the run', () => {
    const watched = lab()
    finish(watched.seek(3_000_000))
    mode.invariants = undefined
    const plain = new Lab({ scenario: 'storefront', seed: 7 })
    finish(plain.seek(3_000_000))
    expect(watched.fingerprint()).toEqual(plain.fingerprint())
  })
})
