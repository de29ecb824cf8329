import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReplicaStore } from '../../../src/protocols/dynamo/replica'
import { applyWrite, emptyStore, loseUnsynced, oldestSynced } from '../../../src/protocols/dynamo/replica'

const contents = ({ table }: ReplicaStore): number[][] =>
  [...table.keys()].map((key) => [key, table.version(key), table.value(key)])
type Step = { do: 'write'; key: number; version: number } | { do: 'sync' } | { do: 'crash' }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('write'), key: fc.nat(3), version: fc.integer({ min: 1, max: 30 }) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('sync') }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash') }) },
  ),
)

describe("a replica's store", () => {
  it('has of each key the newest version written, in whatever order writes come', () => {
    const writes = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 1000 })))
    fc.assert(
      fc.property(writes, (all) => {
        const [forwards, backwards] = [emptyStore(), emptyStore()]
        for (const [key, version] of all) applyWrite(forwards, key, version, version * 2)
        for (const [key, version] of [...all].reverse()) applyWrite(backwards, key, version, version * 2)
        expect(contents(forwards)).toEqual(contents(backwards))
        for (const [key, version, value] of contents(forwards)) {
          expect(version).toBe(Math.max(...all.filter((w) => w[0] === key).map((w) => w[1])))
          expect(value).toBe(version * 2)
        }
      }),
    )
  })

  it('after a crash is what the disk has: every synced write, no unsynced one', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const store = emptyStore()
        const disk = emptyStore()
        let unsynced: [number, number][] = []
        for (const step of all) {
          if (step.do === 'write') {
            if (applyWrite(store, step.key, step.version, step.version * 2)) unsynced.push([step.key, step.version])
          } else if (step.do === 'sync' && unsynced.length > 0) {
            oldestSynced(store)
            const [key, version] = unsynced.shift() as [number, number]
            disk.table.set(key, version, version * 2)
          } else if (step.do === 'crash') {
            const changed = loseUnsynced(store)
            expect(new Set(changed)).toEqual(new Set(unsynced.map(([key]) => key)))
            expect(changed.length).toBe(new Set(changed).size)
            unsynced = []
            expect(contents(store)).toEqual(contents(disk))
          }
        }
      }),
    )
  })

  it('refuses what it has or what is older, and then has nothing to sync', () => {
    const store = emptyStore()
    expect([applyWrite(store, 1, 5, 50), applyWrite(store, 1, 5, 51), applyWrite(store, 1, 4, 40)]).toEqual([
      true,
      false,
      false,
    ])
    expect([store.unsynced.length, store.table.value(1)]).toEqual([1, 50])
  })
})
