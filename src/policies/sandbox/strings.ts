/** Methods of texts and numbers, each paying by size before it runs. */
import { make, walk, TEXT_LENGTH_MAX } from './budget'
import { broken } from './errors'
import { concatenated, position, text, whole } from './text'

/** Beyond Latin, which letters have another case depends on the version of Unicode. */
const LATIN_END = 0x250

function lengthAllowed(length: number): void {
  if (length > TEXT_LENGTH_MAX) broken('textTooLong', { max: TEXT_LENGTH_MAX })
  make(length)
}

function inCase(value: string, change: (part: string) => string): string {
  lengthAllowed(value.length)
  let result = ''
  for (let i = 0; i < value.length; i++) result += value.charCodeAt(i) < LATIN_END ? change(value[i]) : value[i]
  walk(value.length)
  return result
}

function padding(value: string, length: unknown, filler: unknown): string {
  const wanted = whole(length, 0) - value.length
  const unit = filler === undefined ? ' ' : text(filler)
  if (wanted <= 0 || unit === '') return ''
  lengthAllowed(value.length + wanted)
  return unit.repeat(Math.ceil(wanted / unit.length)).slice(0, wanted)
}

function split(value: string, separator: unknown, limit: unknown): string[] {
  if (separator === undefined) return [value]
  const by = text(separator)
  lengthAllowed(value.length)
  const parts = value.split(by)
  walk(value.length)
  return limit === undefined ? parts : parts.slice(0, whole(limit, 0))
}

function replaced(value: string, from: unknown, to: unknown, all: boolean): string {
  if (typeof to === 'function') broken('functionAsText')
  const found = text(from)
  // Of the library's signs in the new text, these two; those for what stands before and after could make it grow without end.
  const by = text(to).replace(/\$([$&])/g, (_, sign) => (sign === '$' ? '$' : found))
  walk(value.length)
  const parts = value.split(found)
  if (parts.length === 1) return value
  lengthAllowed(value.length + (all ? parts.length - 1 : 1) * by.length)
  return all ? parts.join(by) : parts[0] + by + parts.slice(1).join(found)
}

export const STRING_METHODS: Readonly<Record<string, (value: string, ...args: unknown[]) => unknown>> = {
  at: (value, index) => {
    const i = whole(index, 0)
    return value[i < 0 ? i + value.length : i]
  },
  charAt: (value, index) => value.charAt(whole(index, 0)),
  charCodeAt: (value, index) => value.charCodeAt(whole(index, 0)),
  codePointAt: (value, index) => value.codePointAt(whole(index, 0)),
  concat: (value, ...others) => others.reduce<string>((sum, other) => concatenated(sum, text(other)), value),
  endsWith: (value, end, at) => value.endsWith(text(end), position(at, value.length, value.length)),
  includes: (value, part, at) => (walk(value.length), value.includes(text(part), whole(at, 0))),
  indexOf: (value, part, at) => (walk(value.length), value.indexOf(text(part), whole(at, 0))),
  lastIndexOf: (value, part) => (walk(value.length), value.lastIndexOf(text(part))),
  padEnd: (value, length, filler) => value + padding(value, length, filler),
  padStart: (value, length, filler) => padding(value, length, filler) + value,
  repeat(value, count) {
    const times = whole(count, 0)
    if (times < 0) broken('outOfRange', { got: times })
    lengthAllowed(value.length * times)
    return value.length === 0 ? '' : value.repeat(times)
  },
  replace: (value, from, to) => replaced(value, from, to, false),
  replaceAll: (value, from, to) => replaced(value, from, to, true),
  slice(value, start, end) {
    const from = position(start, value.length, 0)
    const to = position(end, value.length, value.length)
    make(Math.max(0, to - from))
    return value.slice(from, to)
  },
  split,
  startsWith: (value, start, at) => value.startsWith(text(start), whole(at, 0)),
  substring: (value, start, end) => (
    make(value.length),
    value.substring(whole(start, 0), end === undefined ? undefined : whole(end, 0))
  ),
  toLowerCase: (value) => inCase(value, (letter) => letter.toLowerCase()),
  toString: (value: string) => value,
  toUpperCase: (value) => inCase(value, (letter) => letter.toUpperCase()),
  trim: (value) => (make(value.length), value.trim()),
  trimEnd: (value) => (make(value.length), value.trimEnd()),
  trimStart: (value) => (make(value.length), value.trimStart()),
  valueOf: (value: string) => value,
}

function digits(value: unknown, min: number, max: number): number {
  const count = whole(value, 0)
  return count >= min && count <= max ? count : broken('outOfRange', { got: count })
}

export const NUMBER_METHODS: Readonly<Record<string, (value: number, ...args: unknown[]) => unknown>> = {
  toExponential: (value, count) => value.toExponential(count === undefined ? undefined : digits(count, 0, 100)),
  toFixed: (value, count) => value.toFixed(digits(count, 0, 100)),
  toPrecision: (value, count) => (count === undefined ? String(value) : value.toPrecision(digits(count, 1, 100))),
  toString(value: number, radix: unknown) {
    const base = radix === undefined ? 10 : digits(radix, 2, 36)
    // How a fraction is written to another base is left to the engine.
    if (base !== 10 && !Number.isSafeInteger(value)) broken('fractionToBase', { got: base })
    return value.toString(base)
  },
  valueOf: (value: number) => value,
}
