import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FANOUT,
  LEAF_LEVEL,
  childrenOf,
  differing,
  emptyLeaves,
  hashesOf,
  leafOf,
  noteCell,
} from '../../../src/protocols/dynamo/merkle'
import { applyWrite, emptyStore, loseUnsynced } from '../../../src/protocols/dynamo/replica'

/** The leaves that a walk from the root finds to differ, and the bytes of all hashes it took. */
function walk(ours: Int32Array, theirs: Int32Array): { leaves: number[]; bytes: number } {
  let nodes = [0]
  let bytes = 0
  for (let level = 0; ; level++) {
    const hashes = hashesOf(theirs, level, nodes)
    bytes += hashes.bytes
    nodes = differing(ours, hashes)
    if (level === LEAF_LEVEL || nodes.length === 0) return { leaves: nodes, bytes }
    nodes = childrenOf(nodes)
  }
}

describe('Merkle tree', () => {
  it('walks from the root to just the leaves whose keys differ', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), { maxLength: 60 }),
        fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), { maxLength: 5 }),
        (shared, extra) => {
          const [a, b] = [emptyLeaves(), emptyLeaves()]
          for (const [key, version] of shared) for (const leaves of [a, b]) noteCell(leaves, key, [version])
          const added = new Map(extra)
          added.forEach((version, key) => noteCell(b, key, [version]))
          const expected = [...new Set([...added.keys()].map(leafOf))].sort((x, y) => x - y)
          expect(walk(a, b).leaves).toEqual(expected)
        },
      ),
    )
  })
  it('the same trees cost one hash; one key costs one branch', () => {
    const [a, b] = [emptyLeaves(), emptyLeaves()]
    expect(walk(a, b)).toEqual({ leaves: [], bytes: 6 })
    noteCell(b, 7, [5])
    expect(walk(a, b)).toEqual({ leaves: [leafOf(7)], bytes: 6 * (1 + FANOUT + FANOUT) })
  })
  it("follows a store's every change, also back after a crash", () => {
    const store = emptyStore(false, emptyLeaves())
    applyWrite(store, 1, 10, 100)
    store.unsynced = []
    const durable = store.leaves?.slice()
    applyWrite(store, 1, 11, 101)
    applyWrite(store, 2, 12, 102)
    expect(store.leaves).not.toEqual(durable)
    loseUnsynced(store)
    expect(store.leaves).toEqual(durable)
  })
})
