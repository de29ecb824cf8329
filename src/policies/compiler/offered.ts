/**
 * The part of the standard library that learners' code has, by name. What is not named here does not exist for it. The
 * sandbox implements exactly these (a test compares), so that size, cost and result are the same in every engine.
 */

import type { ProblemCode } from './codes'

/** Names that lead from a value to the machinery behind it. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'caller',
  'callee',
  'arguments',
])

/** Methods of arrays, texts, numbers, Maps and Sets; they are called through the guard. */
export const METHODS: ReadonlySet<string> = new Set(
  `add at charAt charCodeAt clear codePointAt concat delete endsWith entries every fill filter find findIndex findLast
  findLastIndex flat flatMap forEach get has hasOwnProperty includes indexOf join keys lastIndexOf map padEnd padStart pop
  push reduce reduceRight repeat replace replaceAll reverse set shift slice some sort splice split startsWith substring
  toExponential toFixed toLowerCase toPrecision toReversed toSorted toString toUpperCase trim trimEnd trimStart unshift
  valueOf values with`.split(/\s+/),
)

/** Methods that take any number of arguments. */
export const VARIADIC: ReadonlySet<string> = new Set(['push', 'unshift', 'concat', 'splice'])

/**
 * Methods that some engine has and learners' code has not: they differ by place or engine, or would run outside the budget.
 * As fields of the learner's own objects these names may be read, not called.
 */
export const METHODS_REFUSED: ReadonlySet<string> = new Set(
  `anchor apply big bind blink bold call copyWithin difference fixed fontcolor fontsize getOrInsert getOrInsertComputed
  intersection isDisjointFrom isPrototypeOf isSubsetOf isSupersetOf isWellFormed italics link localeCompare match matchAll
  normalize propertyIsEnumerable search small strike sub substr sup symmetricDifference toLocaleLowerCase toLocaleString
  toLocaleUpperCase toSource toSpliced toWellFormed trimLeft trimRight union`.split(/\s+/),
)

/** What the constants of the language are written as: as free variables they would be looked up through a proxy. */
export const CONSTANTS: Readonly<Record<string, string>> = {
  undefined: '(void 0)',
  NaN: '(0 / 0)',
  Infinity: '(1 / 0)',
}

/** Global objects with the members that they have here. */
export const GLOBALS: Readonly<Record<string, readonly string[]>> = {
  Math: (
    'abs ceil floor round trunc sign sqrt min max fround imul clz32 hypot exp expm1 log log10 log1p log2 pow ' +
    'E PI LN2 LN10 LOG2E LOG10E SQRT1_2 SQRT2'
  ).split(' '),
  Object: ['assign', 'entries', 'freeze', 'fromEntries', 'hasOwn', 'is', 'isFrozen', 'keys', 'values'],
  Array: ['from', 'isArray', 'of'],
  JSON: ['parse', 'stringify'],
  Number: (
    'isFinite isInteger isNaN isSafeInteger parseFloat parseInt EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER ' +
    'MIN_VALUE NEGATIVE_INFINITY POSITIVE_INFINITY'
  ).split(' '),
  String: ['fromCharCode'],
  Boolean: [],
  Map: [],
  Set: [],
  Error: [],
  RangeError: [],
  TypeError: [],
  console: ['log'],
  isFinite: [],
  isNaN: [],
  parseFloat: [],
  parseInt: [],
}

/** What may stand after `new` and `instanceof`. */
export const MAKERS: ReadonlySet<string> = new Set(['Array', 'Map', 'Set', 'Error', 'RangeError', 'TypeError'])

/** Globals that people reach for, and why they are not here; each is its own problem code. */
export const GLOBALS_REFUSED: Readonly<Record<string, ProblemCode>> = {
  Date: 'clock',
  performance: 'clock',
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  queueMicrotask: 'timer',
  requestAnimationFrame: 'timer',
  Promise: 'async',
  fetch: 'wayOut',
  XMLHttpRequest: 'wayOut',
  WebSocket: 'wayOut',
  EventSource: 'wayOut',
  Worker: 'wayOut',
  importScripts: 'wayOut',
  postMessage: 'wayOut',
  localStorage: 'wayOut',
  sessionStorage: 'wayOut',
  indexedDB: 'wayOut',
  document: 'wayOut',
  window: 'wayOut',
  self: 'wayOut',
  globalThis: 'wayOut',
  navigator: 'wayOut',
  location: 'wayOut',
  process: 'wayOut',
  require: 'wayOut',
  eval: 'evaluates',
  Function: 'evaluates',
  crypto: 'chance',
  RegExp: 'regularExpression',
  Symbol: 'reflection',
  Proxy: 'reflection',
  Reflect: 'reflection',
  WeakMap: 'reflection',
  WeakSet: 'reflection',
  WeakRef: 'reflection',
  BigInt: 'bigint',
}
