/**
 * The global objects of learners' code: functions of ours, safe to be called with anything and to be passed around, frozen.
 * Transcendental functions are the kernel's, the same to the last bit everywhere.
 */
import { exp, expm1, log, log10, log1p, log2, pow } from '../../kernel'
import { make, tick } from './budget'
import { print } from './console'
import { broken, LearnerError } from './errors'
import { parse, stringify } from './json'
import { fields, key, keys, set, spread } from './members'
import { numeric, text, whole } from './text'

const of =
  (compute: (x: number) => number) =>
  (x: unknown): number =>
    compute(numeric(x))

const learnersMath = {
  abs: of(Math.abs),
  ceil: of(Math.ceil),
  floor: of(Math.floor),
  round: of(Math.round),
  trunc: of(Math.trunc),
  sign: of(Math.sign),
  sqrt: of(Math.sqrt),
  fround: of(Math.fround),
  clz32: of(Math.clz32),
  exp: of(exp),
  expm1: of(expm1),
  log: of(log),
  log10: of(log10),
  log1p: of(log1p),
  log2: of(log2),
  imul: (a: unknown, b: unknown) => Math.imul(numeric(a), numeric(b)),
  pow: (a: unknown, b: unknown) => pow(numeric(a), numeric(b)),
  hypot: (...values: unknown[]) => hypotenuse(values.map(numeric)),
  max: (...values: unknown[]) => extreme(values, -Infinity, (a, b) => Math.max(a, b)),
  min: (...values: unknown[]) => extreme(values, Infinity, (a, b) => Math.min(a, b)),
  E: Math.E,
  PI: Math.PI,
  LN2: Math.LN2,
  LN10: Math.LN10,
  LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E,
  SQRT1_2: Math.SQRT1_2,
  SQRT2: Math.SQRT2,
}

function extreme(values: readonly unknown[], start: number, better: (a: number, b: number) => number): number {
  let best = start
  for (let i = 0; i < values.length; i++) best = better(best, numeric(values[i]))
  return best
}

/** Scaled by the largest, so that squares do not overflow. */
function hypotenuse(values: readonly number[]): number {
  const largest = extreme(values.map(Math.abs), 0, (a, b) => Math.max(a, b))
  if (largest === 0 || largest === Infinity) return largest
  return largest * Math.sqrt(values.reduce((sum, x) => sum + (x / largest) * (x / largest), 0))
}

function namesOf(value: unknown): string[] {
  if (value === null || value === undefined) return broken('notAnObject', { kind: String(value) })
  return keys(value)
}

type Fields = Record<string, unknown>

const learnersObject = {
  assign(target: unknown, ...sources: unknown[]): unknown {
    for (const source of sources) {
      const from = fields(source) as Fields | null | undefined
      if (from) for (const name of Object.keys(from)) set(target, name, from[name])
    }
    return target
  },
  entries: (value: unknown) => namesOf(value).map((name) => (make(3), [name, (value as Fields)[name]])),
  freeze: (value: unknown) => Object.freeze(value),
  fromEntries(pairs: unknown): object {
    const result = {}
    for (const pair of spread(pairs)) {
      const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : broken('notIterable')
      set(result, name, value)
    }
    return result
  },
  hasOwn: (value: unknown, name: unknown) => Object.hasOwn(objectAt(value), key(name)),
  is: (a: unknown, b: unknown) => Object.is(a, b),
  isFrozen: (value: unknown) => Object.isFrozen(value),
  keys: namesOf,
  values: (value: unknown) => namesOf(value).map((name) => (value as Fields)[name]),
}

function objectAt(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : broken('notAnObject', { kind: typeof value })
}

/** `Array(n)` and `new Array(n)` hold n times undefined: there are no holes. */
function makeArray(...items: unknown[]): unknown[] {
  if (items.length !== 1 || typeof items[0] !== 'number') return items
  return filled(items[0])
}

function filled(length: number): unknown[] {
  if (!(Number.isInteger(length) && length >= 0)) broken('outOfRange', { got: length })
  make(length)
  return new Array<unknown>(length).fill(undefined)
}

type Run = (item: unknown, index: number) => unknown

const arrayMembers = {
  from(source: unknown, run?: unknown): unknown[] {
    const items = isLengthOnly(source) ? filled(whole(source.length, 0)) : Array.from(spread(source))
    if (run === undefined) return items
    if (typeof run !== 'function') return broken('notAFunction')
    return items.map((item, index) => {
      tick(1)
      return (run as Run)(item, index)
    })
  },
  isArray: (value: unknown) => Array.isArray(value),
  of: (...items: unknown[]) => items,
}

/** `{ length: n }`. */
function isLengthOnly(source: unknown): source is { length: unknown } {
  return (
    typeof source === 'object' &&
    source !== null &&
    !Array.isArray(source) &&
    !(source instanceof Map || source instanceof Set) &&
    Object.hasOwn(source, 'length')
  )
}

function makeMap(source?: unknown): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>()
  if (source === undefined || source === null) return map
  for (const pair of spread(source)) {
    if (!Array.isArray(pair)) return broken('notIterable')
    map.set(pair[0], pair[1])
  }
  return map
}

function makeSet(source?: unknown): Set<unknown> {
  return new Set(source === undefined || source === null ? [] : spread(source))
}

const errorMaker =
  (name: string) =>
  (message?: unknown): LearnerError =>
    new LearnerError(name, message === undefined ? '' : text(message))

/** Of a text that is to be read as a number. */
const NUMBER_TEXT_MAX = 400

function numberText(value: unknown): string {
  const written = text(value)
  if (written.length > NUMBER_TEXT_MAX) broken('textTooLong', { max: NUMBER_TEXT_MAX })
  return written
}

function toNumber(...values: unknown[]): number {
  if (values.length === 0) return 0
  return typeof values[0] === 'string' ? Number(numberText(values[0])) : numeric(values[0])
}

/** Digit by digit, for beyond twenty digits engines may round as they like. */
function parseWhole(value: unknown, radix?: unknown): number {
  const written = numberText(value).trim().toLowerCase()
  const negative = written[0] === '-'
  let at = negative || written[0] === '+' ? 1 : 0
  let base = whole(radix, 0)
  if ((base === 0 || base === 16) && written[at] === '0' && written[at + 1] === 'x') {
    at += 2
    base = 16
  }
  if (base === 0) base = 10
  let result = NaN
  for (; at < written.length; at++) {
    const digit = '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(written[at])
    if (digit < 0 || digit >= base) break
    result = (result === result ? result : 0) * base + digit
  }
  return negative ? -result : result
}

const parseNumber = (value: unknown): number => parseFloat(numberText(value))

const numberMembers = {
  isFinite: (value: unknown) => Number.isFinite(value),
  isInteger: (value: unknown) => Number.isInteger(value),
  isNaN: (value: unknown) => Number.isNaN(value),
  isSafeInteger: (value: unknown) => Number.isSafeInteger(value),
  parseFloat: parseNumber,
  parseInt: parseWhole,
  EPSILON: Number.EPSILON,
  MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
  MAX_VALUE: Number.MAX_VALUE,
  MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
  MIN_VALUE: Number.MIN_VALUE,
  NEGATIVE_INFINITY: -Infinity,
  POSITIVE_INFINITY: Infinity,
}

function fromCharCode(...codes: unknown[]): string {
  make(codes.length)
  return String.fromCharCode(...codes.map(numeric))
}

/** By name, as the compiler offers them. */
export const globals: Readonly<Record<string, unknown>> = {
  Math: Object.freeze(learnersMath),
  Object: Object.freeze(learnersObject),
  Array: frozen(makeArray, arrayMembers),
  JSON: Object.freeze({ parse, stringify }),
  Number: frozen(toNumber, numberMembers),
  String: frozen((value?: unknown) => (value === undefined ? 'undefined' : text(value)), { fromCharCode }),
  Boolean: frozen((value?: unknown) => !!value, {}),
  Map: frozen(makeMap, {}),
  Set: frozen(makeSet, {}),
  Error: frozen(errorMaker('Error'), {}),
  RangeError: frozen(errorMaker('RangeError'), {}),
  TypeError: frozen(errorMaker('TypeError'), {}),
  console: Object.freeze({ log: print }),
  isFinite: Object.freeze((value: unknown) => Number.isFinite(toNumber(value))),
  isNaN: Object.freeze((value: unknown) => Number.isNaN(toNumber(value))),
  parseFloat: Object.freeze(parseNumber),
  parseInt: Object.freeze(parseWhole),
}

function frozen(make: (...args: never[]) => unknown, members: object): unknown {
  return Object.freeze(Object.assign(make, members))
}

/** `value instanceof name`. */
export function isA(value: unknown, name: string): boolean {
  switch (name) {
    case 'Array':
      return Array.isArray(value)
    case 'Map':
      return value instanceof Map
    case 'Set':
      return value instanceof Set
    case 'Error':
      return value instanceof LearnerError
    default:
      return value instanceof LearnerError && value.name === name
  }
}
