/**
 * Reads JSON from outside. The text is scanned first, without recursion: engines overflow their stacks at different depths,
 * word their complaints differently and do not all tell the place. Whatever the scan lets through, JSON.parse accepts.
 */
import { FaultlineError } from '../kernel/assert'
import { LIMITS } from './limits'
import { shortText } from './refusal'

/**
 * The value that `text` stands for. Throws a FaultlineError `code` with { problem, allowed, got, line, column }, problem
 * being empty, tooLong, tooDeep or notJson; line and column count from 1.
 */
export function parseJson(text: string, code: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (body.length > LIMITS.textCharacters) throw refused('tooLong', body.length, `0 to ${LIMITS.textCharacters}`, 0)
  const fault = findFault(body)
  if (fault) {
    const { problem, at } = fault
    const allowed = problem === 'tooDeep' ? `0 to ${LIMITS.depth}` : ''
    throw refused(problem, problem === 'empty' ? '' : body.slice(at, at + 20), allowed, at)
  }
  return JSON.parse(body)

  function refused(problem: string, got: string | number, allowed: string, at: number): FaultlineError {
    const lineStart = body.lastIndexOf('\n', at - 1) + 1
    let line = 1
    for (let i = 0; i < lineStart; i++) if (body.charCodeAt(i) === 10) line++
    return new FaultlineError(code, { problem, allowed, got: shortText(got), line, column: at - lineStart + 1 })
  }
}

interface Fault {
  problem: 'empty' | 'tooDeep' | 'notJson'
  at: number
}
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd'

const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y

/** The first place where `text` departs from RFC 8259 or nests too deep; null if nowhere. */
function findFault(text: string): Fault | null {
  const open: string[] = []
  let expected: Expected = 'value'
  let at = afterBlanks(text, 0)
  if (at === text.length) return { problem: 'empty', at }
  for (; at < text.length; at = afterBlanks(text, at)) {
    const character = text[at]
    if (open.length === 0 && expected === 'commaOrEnd') return { problem: 'notJson', at }
    if (expected === 'colon') {
      if (character !== ':') return { problem: 'notJson', at }
      at++
      expected = 'value'
    } else if (expected === 'commaOrEnd' && character === ',') {
      at++
      expected = open[open.length - 1] === '{' ? 'key' : 'value'
    } else if (expected !== 'value' && expected !== 'key' && (character === '}' || character === ']')) {
      if (open.pop() !== (character === '}' ? '{' : '[')) return { problem: 'notJson', at }
      at++
      expected = 'commaOrEnd'
    } else if (expected === 'commaOrEnd') {
      return { problem: 'notJson', at }
    } else if (expected === 'key' || expected === 'keyOrEnd') {
      const end = afterString(text, at)
      if (end < 0) return { problem: 'notJson', at }
      at = end
      expected = 'colon'
    } else if (character === '{' || character === '[') {
      if (open.length >= LIMITS.depth) return { problem: 'tooDeep', at }
      open.push(character)
      at++
      expected = character === '{' ? 'keyOrEnd' : 'valueOrEnd'
    } else {
      const end = character === '"' ? afterString(text, at) : afterScalar(text, at)
      if (end < 0) return { problem: 'notJson', at }
      at = end
      expected = 'commaOrEnd'
    }
  }
  return open.length === 0 && expected === 'commaOrEnd' ? null : { problem: 'notJson', at }
}

function afterBlanks(text: string, from: number): number {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break
  }
  return at
}

function afterScalar(text: string, from: number): number {
  SCALAR.lastIndex = from
  return SCALAR.test(text) ? SCALAR.lastIndex : -1
}

/** Just after the string that opens at `from`, or -1 if none stands there whole. */
function afterString(text: string, from: number): number {
  if (text[from] !== '"') return -1
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) return at + 1
    if (code < 32) return -1
    if (code !== 92) continue
    at++
    if (text[at] === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return -1
      at += 4
    } else if (at >= text.length || !'"\\/bfnrt'.includes(text[at])) return -1
  }
  return -1
}
