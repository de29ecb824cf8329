import { describe, expect, it } from 'vitest'
import { approximateBytes, copyData, Digest, Histogram, IntTable } from '../../src/kernel'

class Odd {
  constructor(readonly x = 1) {}
}

describe('copyData', () => {
  const state = () => ({
    count: 3,
    big: 10n,
    nothing: null,
    absent: undefined,
    list: [1, [2, 3], { deep: ['x'] }],
    words: Int32Array.of(1, 2, 3),
    floats: Float64Array.of(0.5),
    byKey: new Map<unknown, unknown>([
      ['a', { x: 1 }],
      [2, [3]],
    ]),
    names: new Set(['p', 'q']),
  })

  it('copies numbers, texts, typed arrays, arrays, maps, sets and plain objects', () => {
    expect(copyData(state())).toEqual(state())
    expect(copyData(5)).toBe(5)
    const bare = Object.create(null) as { x?: number[] }
    bare.x = [1]
    expect(copyData(bare).x).toEqual([1])
  })

  it('shares nothing that can change', () => {
    const original = state()
    const copy = copyData(original)
    original.list.push(9)
    ;(original.list[1] as number[])[0] = 99
    original.words[0] = 99
    ;(original.byKey.get('a') as { x: number }).x = 99
    original.byKey.set('b', 1)
    original.names.add('r')
    expect(copy).toEqual(state())
  })

  it('keeps the order of maps, sets and fields', () => {
    const map = new Map([
      [3, 'c'],
      [1, 'a'],
    ])
    expect([...copyData(map).keys()]).toEqual([3, 1])
    expect(Object.keys(copyData({ z: [1], a: [2] }))).toEqual(['z', 'a'])
  })

  it('shares frozen objects, which are taken as deeply immutable', () => {
    const body = Object.freeze({ kind: 'write', key: 1 })
    const copy = copyData({ inbox: [body], last: body })
    expect(copy.inbox[0]).toBe(body)
    expect(copy.last).toBe(body)
  })

  it('copies instances through their clone()', () => {
    const table = new IntTable()
    table.set(1, 2, 3)
    const histogram = new Histogram()
    histogram.record(10)
    const digest = new Digest()
    digest.word(1)
    const copy = copyData({ table, histogram, digest })
    table.set(1, 9, 9)
    histogram.record(20)
    digest.word(2)
    expect([copy.table.value(1), copy.histogram.count, copy.digest.hex() === digest.hex()]).toEqual([3, 1, false])
  })

  it('keeps one object one, and follows circles', () => {
    const shared = { n: 1 }
    const table = new IntTable()
    const copy = copyData({ a: shared, b: [shared], t: table, u: new Map([[1, table]]) })
    expect(copy.b[0]).toBe(copy.a)
    expect(copy.a).not.toBe(shared)
    expect(copy.u.get(1)).toBe(copy.t)
    const circle: { self?: unknown } = {}
    circle.self = circle
    const copied = copyData(circle)
    expect(copied.self).toBe(copied)
  })

  it.each<[string, unknown, string]>([
    ['a function', { nodes: [{ timer: () => 1 }] }, 'state.nodes[0].timer is a function'],
    ['a promise', new Map([['x', [Promise.resolve()]]]), 'state.get(x)[0] is an instance of Promise'],
    ['a symbol', { s: Symbol('s') }, 'state.s is a symbol'],
    ['a class without clone()', { set: new Set([new Odd()]) }, 'state.set.values() is an instance of Odd'],
    ['a date', { at: new Date(0) }, 'state.at is an instance of Date'],
    ['a weak map', { weak: new WeakMap() }, 'state.weak is an instance of WeakMap'],
    ['a bare buffer', { buffer: new ArrayBuffer(8) }, 'state.buffer is an instance of ArrayBuffer'],
    ['a data view', { view: new DataView(new ArrayBuffer(8)) }, 'state.view is an instance of DataView'],
    ['a function at the root', () => 1, 'state is a function'],
  ])('refuses %s and names its path', (_, value, message) => {
    expect(() => copyData(value)).toThrow(message)
  })
})

describe('approximateBytes', () => {
  it('grows with what is held', () => {
    expect(approximateBytes(1)).toBe(0)
    expect(approximateBytes(new Float64Array(1000))).toBeGreaterThanOrEqual(8000)
    expect(approximateBytes({ a: new Float64Array(1000), b: 'x'.repeat(100) })).toBeGreaterThan(8200)
    expect(approximateBytes(new Map(Array.from({ length: 100 }, (_, i) => [i, i])))).toBeGreaterThan(3000)
    expect(approximateBytes(new Set([1, 2, 3]))).toBeGreaterThan(approximateBytes(new Set([1])))
  })

  it('asks instances, and counts a shared object once', () => {
    const table = new IntTable()
    for (let i = 0; i < 1000; i++) table.set(i, 1, 1)
    expect(approximateBytes(table)).toBe(table.bytes)
    const words = new Int32Array(1000)
    expect(approximateBytes([words, words])).toBeLessThan(5000)
    expect(approximateBytes({ bytes: 1e9 })).toBeLessThan(100)
  })
})
