/*
 * State as bytes and back, for checkpoints that leave their machine. What copyData copies, this writes: numbers (−0 and NaN too),
 * strings, arrays with their holes, plain objects, Maps, Sets, typed arrays and instances of the classes that are named; one object
 * that is reached twice stays one, and what is frozen comes back frozen. Bytes are hostile until read: whatever is none of this is a
 * FaultlineError, and what comes out is bounded by what goes in and by a number of objects.
 *
 * Layout: a tag a value (bit 5: frozen), counts as LEB128, numbers that are no int32 as little-endian doubles, strings as code units.
 * A string, a list of field names and an object are each written once and named by number from then on.
 */
import { assert, FaultlineError } from './assert'

/** What stands outside the state, and is named by its place here: classes of instances, and objects that whoever reads has of its own. */
export interface DataWorld {
  classes: readonly { prototype: object }[]
  externals: readonly object[]
}
const NOTHING_OUTSIDE: DataWorld = { classes: [], externals: [] }

const [UNDEFINED, NULL, FALSE, TRUE, INT, DOUBLE, HOLE, TEXT, ARRAY, OBJECT, BARE, MAP, SET, TYPED, INSTANCE] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
]
const [AGAIN, EXTERNAL, FROZEN] = [15, 16, 32]
/** Nested deeper is none of our states. */
const DEPTH_MAX = 300
const OBJECTS_MAX = 2_000_000
const TYPED_ARRAYS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const
type TypedArray = InstanceType<(typeof TYPED_ARRAYS)[number]>

/** Throws an assertion where something is not data. */
export function encodeData(value: unknown, world: DataWorld = NOTHING_OUTSIDE): Uint8Array {
  const writer = new Writer(world)
  writer.value(value, 0)
  return writer.bytes()
}
/** Throws data.damaged with { at }, the byte's place. */
export function decodeData(bytes: Uint8Array, world: DataWorld = NOTHING_OUTSIDE): unknown {
  const reader = new Reader(bytes, world)
  const value = reader.value(0)
  if (reader.at !== bytes.length) reader.refuse()
  return value
}

class Writer {
  private room = new Uint8Array(65_536)
  private length = 0
  private readonly texts = new Map<string, number>()
  private readonly shapes = new Map<string, number>()
  private readonly objects = new Map<object, number>()
  private readonly classes: Map<object, number>
  private readonly externals: Map<object, number>
  private readonly double = new Float64Array(1)
  private readonly doubleBytes = new Uint8Array(this.double.buffer)

  constructor({ classes, externals }: DataWorld) {
    this.classes = new Map(classes.map(({ prototype }, i) => [prototype, i]))
    this.externals = new Map(externals.map((one, i) => [one, i]))
  }

  bytes(): Uint8Array {
    return this.room.slice(0, this.length)
  }

  value(value: unknown, depth: number): void {
    if (typeof value === 'number') this.number(value)
    else if (typeof value === 'string') {
      this.byte(TEXT)
      this.text(value)
    } else if (typeof value === 'object' && value !== null) this.object(value, depth)
    else if (value === undefined) this.byte(UNDEFINED)
    else if (value === null) this.byte(NULL)
    else {
      assert(typeof value === 'boolean', `state is data, but there is a ${typeof value} in it`)
      this.byte(value ? TRUE : FALSE)
    }
  }

  private object(value: object, depth: number): void {
    assert(depth < DEPTH_MAX, 'state is nested too deeply to be written')
    const external = this.externals.get(value)
    const known = this.objects.get(value)
    if (external !== undefined || known !== undefined) {
      this.byte(external !== undefined ? EXTERNAL : AGAIN)
      this.count(external ?? known ?? 0)
      return
    }
    this.objects.set(value, this.objects.size)
    const frozen = Object.isFrozen(value) ? FROZEN : 0
    const prototype: unknown = Object.getPrototypeOf(value)
    if (Array.isArray(value)) {
      this.byte(ARRAY | frozen)
      this.count(value.length)
      for (let i = 0; i < value.length; i++)
        if (i in value) this.value(value[i], depth + 1)
        else this.byte(HOLE)
    } else if (prototype === Object.prototype || prototype === null) {
      this.byte((prototype === null ? BARE : OBJECT) | frozen)
      this.fields(value, depth)
    } else if (value instanceof Map) {
      this.byte(MAP | frozen)
      this.count(value.size)
      for (const [key, item] of value) {
        this.value(key, depth + 1)
        this.value(item, depth + 1)
      }
    } else if (value instanceof Set) {
      this.byte(SET | frozen)
      this.count(value.size)
      for (const item of value) this.value(item, depth + 1)
    } else if (ArrayBuffer.isView(value)) this.typed(value as TypedArray)
    else {
      const index = this.classes.get(prototype as object)
      assert(index !== undefined, `state is data, but there is an instance of ${value.constructor?.name} in it`)
      this.byte(INSTANCE | frozen)
      this.count(index)
      this.fields(value, depth)
    }
  }
  private fields(value: object, depth: number): void {
    const names = Object.keys(value)
    const name = JSON.stringify(names)
    const known = this.shapes.get(name)
    this.count(known ?? this.shapes.size)
    if (known === undefined) {
      this.shapes.set(name, this.shapes.size)
      this.count(names.length)
      for (const one of names) this.text(one)
    }
    for (const one of names) this.value((value as Record<string, unknown>)[one], depth + 1)
  }
  private typed(value: TypedArray): void {
    const kind = TYPED_ARRAYS.findIndex((one) => value instanceof one)
    assert(kind >= 0, `state is data, but there is an instance of ${value.constructor.name} in it`)
    this.byte(TYPED)
    this.byte(kind)
    this.count(value.length)
    this.raw(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  }
  private number(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.byte(INT)
      this.count(((value << 1) ^ (value >> 31)) >>> 0)
      return
    }
    this.byte(DOUBLE)
    this.double[0] = value
    this.raw(this.doubleBytes)
  }
  private text(text: string): void {
    const known = this.texts.get(text)
    this.count(known ?? this.texts.size)
    if (known !== undefined) return
    this.texts.set(text, this.texts.size)
    this.count(text.length)
    for (let i = 0; i < text.length; i++) this.count(text.charCodeAt(i))
  }

  private count(n: number): void {
    let left = n
    while (left > 127) {
      this.byte((left % 128) + 128)
      left = Math.floor(left / 128)
    }
    this.byte(left)
  }
  private byte(byte: number): void {
    if (this.length === this.room.length) this.grow(1)
    this.room[this.length++] = byte
  }
  private raw(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.room.length) this.grow(bytes.length)
    this.room.set(bytes, this.length)
    this.length += bytes.length
  }
  private grow(by: number): void {
    const wide = new Uint8Array(Math.max(this.room.length * 2, this.length + by))
    wide.set(this.room)
    this.room = wide
  }
}

class Reader {
  at = 0
  private readonly texts: string[] = []
  private readonly shapes: string[][] = []
  private readonly objects: object[] = []

  constructor(
    private readonly bytes: Uint8Array,
    private readonly world: DataWorld,
  ) {}

  refuse(): never {
    throw new FaultlineError('data.damaged', { at: this.at })
  }

  value(depth: number): unknown {
    const tag = this.byte()
    switch (tag) {
      case UNDEFINED:
        return undefined
      case NULL:
        return null
      case FALSE:
        return false
      case TRUE:
        return true
      case INT: {
        const n = this.count()
        if (n > 0xffffffff) this.refuse()
        return (n >>> 1) ^ -(n & 1)
      }
      case DOUBLE:
        return new Float64Array(this.raw(8).slice().buffer)[0]
      case TEXT:
        return this.text()
      case AGAIN:
        return this.objects[this.count()] ?? this.refuse()
      case EXTERNAL:
        return this.world.externals[this.count()] ?? this.refuse()
      default:
        return this.object(tag, depth)
    }
  }

  private object(tag: number, depth: number): object {
    if (depth >= DEPTH_MAX) this.refuse()
    const kind = tag & ~FROZEN
    if (tag === (TYPED | FROZEN)) this.refuse() // no typed array with something in it can be frozen
    const made = this.made(kind, depth)
    return tag !== kind ? Object.freeze(made) : made
  }
  private made(tag: number, depth: number): object {
    switch (tag) {
      case ARRAY:
        return this.array(depth)
      case OBJECT:
        return this.fields(this.known({}), depth, true)
      case BARE:
        return this.fields(this.known(Object.create(null) as object), depth, true)
      case INSTANCE:
        return this.instance(depth)
      case MAP: {
        const map = this.known(new Map<unknown, unknown>())
        for (let left = this.count(); left > 0; left--) map.set(this.value(depth + 1), this.value(depth + 1))
        return map
      }
      case SET: {
        const set = this.known(new Set<unknown>())
        for (let left = this.count(); left > 0; left--) set.add(this.value(depth + 1))
        return set
      }
      case TYPED:
        return this.typed()
      default:
        return this.refuse()
    }
  }
  private instance(depth: number): object {
    const { prototype } = this.world.classes[this.count()] ?? this.refuse()
    return this.fields(this.known(Object.create(prototype) as object), depth, false)
  }
  private known<T extends object>(object: T): T {
    if (this.objects.length === OBJECTS_MAX) this.refuse()
    this.objects.push(object)
    return object
  }
  private array(depth: number): unknown[] {
    const array = this.known<unknown[]>([])
    const length = this.count()
    for (let i = 0; i < length; i++) {
      if (this.bytes[this.at] === HOLE) {
        this.at++
        array.length = i + 1
      } else array.push(this.value(depth + 1))
    }
    return array
  }
  private fields(object: object, depth: number, plain: boolean): object {
    const shape = this.count()
    if (shape === this.shapes.length) {
      const names: string[] = []
      this.shapes.push(names)
      for (let left = this.count(); left > 0; left--) names.push(this.text())
    }
    const names = this.shapes[shape] ?? this.refuse()
    for (const name of names) {
      const value = this.value(depth + 1)
      if (plain && name !== '__proto__') (object as Record<string, unknown>)[name] = value
      // By definition, not by assignment: the name may be that of a setter.
      else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
    }
    return object
  }
  private typed(): TypedArray {
    const kind = TYPED_ARRAYS[this.byte()] ?? this.refuse()
    const raw = this.raw(this.count() * kind.BYTES_PER_ELEMENT)
    return this.known(new kind(raw.slice().buffer))
  }
  private text(): string {
    const index = this.count()
    if (index < this.texts.length) return this.texts[index]
    if (index > this.texts.length) this.refuse()
    const units: number[] = []
    for (let left = this.count(); left > 0; left--) units.push(this.count())
    let text = ''
    for (let i = 0; i < units.length; i += 4_096) text += String.fromCharCode(...units.slice(i, i + 4_096))
    this.texts.push(text)
    return text
  }

  private count(): number {
    let n = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      n += (byte % 128) * factor
      if (n > Number.MAX_SAFE_INTEGER) this.refuse()
      if (byte < 128) return n
    }
  }
  private byte(): number {
    if (this.at >= this.bytes.length) this.refuse()
    return this.bytes[this.at++]
  }
  private raw(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) this.refuse()
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
}
