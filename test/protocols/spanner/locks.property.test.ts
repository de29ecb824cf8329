/**
 * Wound-wait: transactions that lock their keys one by one, in any order, and begin anew when wounded, all end; nobody ever waits
 * in a circle. With the wounds left out they do.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LockTable } from '../../../src/protocols/spanner/locks'
import { acquire, release } from '../../../src/protocols/spanner/locks'

interface Runner {
  id: number
  age: number
  keys: number[]
  held: number[]
  isWaiting: boolean
}
const wanted = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 8,
})
const schedule = fc.array(fc.nat(), { minLength: 200, maxLength: 200 })

/** Plays a schedule; the answer is who never ended. */
function play(keysOf: number[][], turns: number[], wounds: boolean): Runner[] {
  const table: LockTable = new Map()
  let running = keysOf.map((keys, i): Runner => ({ id: i, age: (i * 7) % 97, keys, held: [], isWaiting: false }))
  const find = (id: number) => running.find((runner) => runner.id === id) as Runner
  const leave = (runner: Runner): void => {
    for (const { id, key } of release(table, runner.id, runner.keys)) {
      find(id).held.push(key)
      find(id).isWaiting = false
    }
    runner.held = []
    runner.isWaiting = false
  }
  let fresh = keysOf.length
  for (const turn of turns) {
    const able = running.filter((runner) => !runner.isWaiting)
    if (able.length === 0) break
    const runner = able[turn % able.length]
    const key = runner.keys.find((wish) => !runner.held.includes(wish))
    if (key === undefined) {
      leave(runner)
      running = running.filter((other) => other !== runner)
      continue
    }
    // Who has all its locks is committing: it cannot be wounded.
    const mayWound = (id: number) => wounds && find(id).held.length < find(id).keys.length
    const { granted, wound } = acquire(table, key, { id: runner.id, age: runner.age }, mayWound)
    if (granted) runner.held.push(key)
    else runner.isWaiting = true
    if (wound !== null) {
      leave(find(wound))
      find(wound).id = fresh++
    }
    if (wounds) expect(circle(table)).toBe(false)
  }
  return running
}
function circle(table: LockTable): boolean {
  const waitsFor = new Map<number, number[]>()
  for (const { holder, waiters } of table.values())
    for (const { id } of waiters) waitsFor.set(id, [...(waitsFor.get(id) ?? []), holder.id])
  const reaches = (from: number, to: number, seen: number[]): boolean =>
    (waitsFor.get(from) ?? []).some((id) => id === to || (!seen.includes(id) && reaches(id, to, [...seen, id])))
  return [...waitsFor.keys()].some((id) => reaches(id, id, []))
}

it('nobody waits in a circle, and everybody ends', () => {
  fc.assert(
    fc.property(wanted, schedule, (keysOf, turns) => {
      expect(play(keysOf, turns, true)).toEqual([])
    }),
  )
})
it('without wounds two that lock in opposite order wait for ever', () => {
  expect(
    play(
      [
        [0, 1],
        [1, 0],
      ],
      [0, 1, 0, 0, 0],
      false,
    ),
  ).toHaveLength(2)
})
it('a lock goes to the oldest of those who wait', () => {
  const table: LockTable = new Map()
  const never = () => false
  acquire(table, 1, { id: 1, age: 10 }, never)
  acquire(table, 1, { id: 2, age: 30 }, never)
  acquire(table, 1, { id: 3, age: 20 }, never)
  expect(release(table, 1, [1])).toEqual([{ id: 3, key: 1 }])
})
