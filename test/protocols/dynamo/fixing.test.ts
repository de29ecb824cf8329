/** Versions noted for operations: the first one stands, a crash takes back what the disk has not, and the oldest are forgotten. */
import { describe, expect, it } from 'vitest'
import { FIXED_KEPT, fixedFor } from '../../../src/protocols/dynamo/fixing'
import { emptyStore, fix, loseUnsynced, oldestSynced, takeFixed } from '../../../src/protocols/dynamo/replica'

const store = () => emptyStore(false, null, true)
const note = (operation: number, version: number, key = 1) => ({ operation, key, version })

describe('a home', () => {
  it('takes down the first version, and answers with that ever after', () => {
    const home = store()
    expect(fix(home, note(7, 100))).toEqual({ version: 100, isNew: true })
    expect(fix(home, note(7, 200))).toEqual({ version: 100, isNew: false })
    expect(fix(home, note(8, 200))).toEqual({ version: 200, isNew: true })
  })
  it('forgets in a crash what was not on its disk, and shows no key as changed', () => {
    const home = store()
    fix(home, note(7, 100))
    oldestSynced(home)
    fix(home, note(8, 200))
    expect(loseUnsynced(home)).toEqual([])
    expect([fix(home, note(7, 300)).version, fix(home, note(8, 300)).version]).toEqual([100, 300])
  })
  it('forgets the oldest of many', () => {
    const home = store()
    for (let operation = 0; operation <= FIXED_KEPT; operation++) fix(home, note(operation, 100 + operation))
    expect(home.fixed?.size).toBe(FIXED_KEPT)
    expect([home.fixed?.has(0), home.fixed?.has(1)]).toEqual([false, true])
  })
  it('gives a new home what it noted of its keys, which keeps what it had noted itself', () => {
    const [old, young] = [store(), store()]
    for (const one of [note(7, 100, 1), note(8, 200, 2), note(9, 300, 1)]) fix(old, one)
    fix(young, note(9, 999, 1))
    expect(takeFixed(young, fixedFor(old.fixed, (key) => key === 1).notes)).toBe(1)
    expect([...young.fixed!.values()].map(({ version }) => version)).toEqual([999, 100])
  })
})
