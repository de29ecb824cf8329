/** State as bytes: what is written is read again the same, and bytes that are none are refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataWorld } from '../../src/kernel'
import { decodeData, encodeData, FaultlineError } from '../../src/kernel'

class Point {
  y = 2
  private before = 0
  constructor(public x: number) {}
  /** A setter that no bytes may call. */
  set danger(value: number) {
    this.before = value
  }
  get sum(): number {
    return this.x + this.y + this.before
  }
}
const outside = { outside: true }
const world: DataWorld = { classes: [Point], externals: [outside] }
const again = (value: unknown): unknown => decodeData(encodeData(value, world), world)

const typed = fc.oneof(
  fc.int8Array(),
  fc.uint8ClampedArray(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.float32Array(),
  fc.float64Array(),
)
const leaf = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(-0, NaN, 2 ** 31, -(2 ** 31), 2 ** 53, undefined, null, '__proto__'),
  fc.boolean(),
  fc.string({ unit: 'binary' }),
  typed,
  fc.nat().map((x) => new Point(x)),
)
const { value: state } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.sparseArray(tie('value'), { maxNumElements: 4, maxLength: 8 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 6, noNullPrototype: false }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => new Set(items)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => Object.freeze(items)),
  ),
}))

describe('state as bytes', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(again(value)).toStrictEqual(value)
      }),
    )
  })
  it('keeps the order of keys, of a Map and of a Set', () => {
    const value = { b: 1, a: new Map([[2, 'two'] as const, [1, 'one'] as const]), c: new Set([3, 1]) }
    const read = again(value) as typeof value
    expect(Object.keys(read)).toEqual(['b', 'a', 'c'])
    expect([...read.a.keys(), ...read.c]).toEqual([2, 1, 3, 1])
  })
  it('keeps one object one, a ring a ring, and what is frozen frozen', () => {
    const body = Object.freeze({ deep: Object.freeze([1]) })
    const ring: Record<string, unknown> = { body, also: body }
    ring.self = ring
    const read = again(ring) as Record<string, typeof body>
    expect(read.self).toBe(read)
    expect(read.also).toBe(read.body)
    expect(Object.isFrozen(read.body) && Object.isFrozen(read.body.deep)).toBe(true)
    expect(Object.isFrozen(read)).toBe(false)
  })
  it('makes instances of the classes that are named, and leaves outside what stands there', () => {
    const read = again([new Point(3), outside]) as [Point, object]
    expect(read[0]).toBeInstanceOf(Point)
    expect(read[0].sum).toBe(5)
    expect(read[1]).toBe(outside)
  })
  it('has no prototype but those that it has: a field of that name is a field', () => {
    const value: unknown = JSON.parse('{"__proto__":{"sneaked":1}}')
    const read = again(value) as Record<string, unknown>
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect(read.sneaked).toBeUndefined()
    expect(Object.keys(read)).toEqual(['__proto__'])
  })
  it('calls no setter of a class that bytes name', () => {
    const bytes = encodeData(Object.assign(Object.create(Point.prototype) as object, { danxer: 9 }), world)
    bytes[bytes.lastIndexOf('x'.charCodeAt(0))] = 'g'.charCodeAt(0)
    expect(Object.keys(decodeData(bytes, world) as Point)).toEqual(['danger'])
  })
  it.each([() => 0, Symbol('s'), new Date(0), 1n, Promise.resolve(), { deep: [new Error('no')] }])(
    'refuses to write what is no data: %s',
    (value) => {
      expect(() => encodeData(value, world)).toThrow(/Assertion failed: state is data/)
    },
  )
})

describe('bytes from outside', () => {
  const readOrRefuse = (bytes: Uint8Array): void => {
    try {
      decodeData(bytes, world)
    } catch (error) {
      expect(error).toBeInstanceOf(FaultlineError)
    }
  }
  it('are read or refused, whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readOrRefuse), { numRuns: 2_000 })
  })
  it('are read or refused where one byte of a state is another', () => {
    fc.assert(
      fc.property(state, fc.nat(), fc.integer({ min: 0, max: 255 }), (value, at, byte) => {
        const bytes = encodeData(value, world)
        bytes[at % bytes.length] = byte
        readOrRefuse(bytes)
      }),
      { numRuns: 1_000 },
    )
  })
  it('are refused where they say that a typed array is frozen: no such can be', () => {
    const [typed, frozen, floats] = [13, 32, 8]
    expect(() => decodeData(new Uint8Array([typed | frozen, floats, 1, ...Array<number>(8).fill(0)]))).toThrow(
      'data.damaged',
    )
  })
  it('are refused where they end too soon or go on', () => {
    const bytes = encodeData([1, 'two', { three: 3 }])
    for (let n = 0; n < bytes.length; n++) expect(() => decodeData(bytes.subarray(0, n))).toThrow('data.damaged')
    expect(() => decodeData(new Uint8Array([...bytes, 0]))).toThrow('data.damaged')
  })
  it('promise nothing that is not in them: no length makes room before its items are there', () => {
    const [array, map, text, floats] = [8, 11, 7, 13]
    const huge = [255, 255, 255, 255, 15]
    for (const bytes of [
      [array, ...huge],
      [map, ...huge],
      [text, 0, ...huge],
      [floats, 8, ...huge],
    ])
      expect(() => decodeData(new Uint8Array(bytes))).toThrow('data.damaged')
  })
  it('are nested only so deep', () => {
    const deep = new Uint8Array(2_000).map((_, i) => (i % 2 === 0 ? 8 : 1))
    expect(() => decodeData(deep)).toThrow('data.damaged')
  })
})
