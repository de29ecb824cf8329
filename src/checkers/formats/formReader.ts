/**
 * Reads EDN (https://github.com/edn-format/edn) and JSON (RFC 8259) form by form, without recursion, with the line of each.
 * Keywords and symbols become their names, lists and sets arrays, maps Maps; tags are passed over. Nothing read here is ever a
 * key of an object, so no name can reach a prototype.
 */
import { FaultlineError } from '../../kernel'
import type { Scalar, Value } from '../history/values'
import { HISTORY_LIMITS } from './limits'

export type Dialect = 'edn' | 'json'

/** There is no further form: the text, or the vector that was entered, has ended. */
export const END = Symbol('end')

interface Frame {
  kind: '[' | '(' | '{' | '#{' | 'discard'
  items: Value[]
}

const CLOSER = { '[': ']', '(': ')', '{': '}', '#{': '}', discard: '' }
const BLANKS = { edn: /(?:[\s,]|;[^\n]*)*/y, json: /[ \t\r\n]*/y }
const ATOM = { edn: /[^\s,;"()[\]{}]+/y, json: /[^\s,:"()[\]{}]+/y }
const NUMBER = {
  edn: /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?[NM]?$/,
  json: /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
}
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
])

export class FormReader {
  private at = 0
  private line = 1
  private counted = 0
  private entered: '[' | '(' | null = null
  private formAt = 0

  /** Throws history.large { got, allowed }. */
  constructor(
    private readonly text: string,
    private readonly dialect: Dialect,
  ) {
    if (text.length > HISTORY_LIMITS.textCharacters)
      throw new FaultlineError('history.large', { got: text.length, allowed: HISTORY_LIMITS.textCharacters })
    if (text.charCodeAt(0) === 0xfeff) this.at = 1
  }

  /** Where the next form is a vector or list, goes inside it: forms then are its items, and END its end. */
  enter(): void {
    this.blanks()
    const character = this.text[this.at]
    if (character !== '[' && !(character === '(' && this.dialect === 'edn')) return
    this.entered = character
    this.at++
  }

  /** The next form. Throws history.line { line, text, problem }. */
  next(): Value | typeof END {
    const open: Frame[] = []
    this.blanks()
    this.formAt = this.at
    for (;;) {
      this.blanks()
      if (this.at >= this.text.length) {
        if (open.length > 0 || this.entered) throw this.malformed('unclosed')
        return END
      }
      const value = this.step(open)
      if (value === END) return END
      if (value === undefined) continue
      const frame = open.at(-1)
      if (!frame) return this.delivered(value)
      if (frame.kind === 'discard') open.pop()
      else this.add(frame, value)
    }
  }

  /** An error about the form read last, as a line with its number and text. */
  malformed(problem: string): FaultlineError {
    for (; this.counted < this.formAt; this.counted++) if (this.text.charCodeAt(this.counted) === 10) this.line++
    const from = this.text.lastIndexOf('\n', this.formAt - 1) + 1
    const end = this.text.indexOf('\n', this.formAt)
    const text = this.text.slice(from, Math.min(end < 0 ? this.text.length : end, from + 120)).trim()
    return new FaultlineError('history.line', { line: this.line, text, problem })
  }

  /** Takes one token: a finished value, END where the entered vector closes, undefined where something was opened. */
  private step(open: Frame[]): Value | typeof END | undefined {
    const character = this.text[this.at]
    const edn = this.dialect === 'edn'
    if (character === '"') return this.string()
    if (character === '[' || character === '{' || (edn && character === '(')) {
      this.open(open, character, 1)
      return undefined
    }
    if (character === ']' || character === '}' || (edn && character === ')')) return this.close(open, character)
    if (!edn || character !== '#') return this.atom()
    this.dispatch(open)
    return undefined
  }

  private open(open: Frame[], kind: Frame['kind'], length: number): void {
    if (open.length >= HISTORY_LIMITS.depth) throw this.malformed('tooDeep')
    open.push({ kind, items: [] })
    this.at += length
  }

  private close(open: Frame[], character: string): Value | typeof END {
    this.at++
    const frame = open.pop()
    if (!frame) {
      if (!this.entered || character !== CLOSER[this.entered]) throw this.malformed('unopened')
      this.entered = null
      this.blanks()
      this.formAt = this.at
      if (this.at < this.text.length) throw this.malformed('trailing')
      return END
    }
    if (character !== CLOSER[frame.kind]) throw this.malformed('unopened')
    return frame.kind === '{' ? this.map(frame.items) : frame.items
  }

  private map(items: Value[]): Value {
    if (items.length % 2 !== 0) throw this.malformed('oddMap')
    const map = new Map<Scalar, Value>()
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i]
      if (typeof key === 'object' && key !== null) throw this.malformed('compositeKey')
      map.set(key, items[i + 1])
    }
    return map
  }

  /** `#{` a set, `#_` leaves out the next form, `#tag` says what the next form is, which we need not know. */
  private dispatch(open: Frame[]): void {
    const next = this.text[this.at + 1]
    if (next === '{' || next === '_') {
      this.open(open, next === '{' ? '#{' : 'discard', 2)
      return
    }
    this.at++
    ATOM.edn.lastIndex = this.at
    if (!ATOM.edn.test(this.text)) throw this.malformed('unreadable')
    this.at = ATOM.edn.lastIndex
  }

  private add(frame: Frame, value: Value): void {
    const isKey = frame.kind === '{' && frame.items.length % 2 === 0
    frame.items.push(value)
    if (this.dialect === 'edn') return
    if (isKey && typeof value !== 'string') throw this.malformed('unreadable')
    this.separator(isKey ? ':' : ',', CLOSER[frame.kind])
  }

  private delivered(value: Value): Value {
    if (this.entered && this.dialect === 'json') this.separator(',', ']')
    return value
  }

  /** JSON: what stands between two values, and may not stand before the end. */
  private separator(wanted: ':' | ',', closer: string): void {
    this.blanks()
    const character = this.text[this.at]
    if (wanted === ',' && character === closer) return
    if (character !== wanted) throw this.malformed(this.at >= this.text.length ? 'unclosed' : 'unreadable')
    this.at++
    this.blanks()
    if (this.text[this.at] === closer) throw this.malformed('unreadable')
  }

  private blanks(): void {
    const blanks = BLANKS[this.dialect]
    blanks.lastIndex = this.at
    if (blanks.test(this.text)) this.at = blanks.lastIndex
  }

  private string(): string {
    const from = this.at + 1
    let end = from
    let escaped = false
    for (; this.text.charCodeAt(end) !== 34; end++) {
      if (end >= this.text.length) throw this.malformed('unclosed')
      if (this.text.charCodeAt(end) !== 92) continue
      escaped = true
      end++
    }
    this.at = end + 1
    const raw = this.text.slice(from, end)
    if (!escaped) return raw
    return raw.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (_, code: string) =>
      code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (ESCAPES.get(code) ?? code),
    )
  }

  private atom(): Scalar {
    const pattern = ATOM[this.dialect]
    pattern.lastIndex = this.at
    const word = pattern.exec(this.text)?.[0]
    if (word === undefined) throw this.malformed('unreadable')
    this.at += word.length
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === (this.dialect === 'edn' ? 'nil' : 'null')) return null
    if (NUMBER[this.dialect].test(word)) return this.number(word)
    if (this.dialect === 'json' || /^[+-]?\d/.test(word) || word === ':') throw this.malformed('unreadable')
    return word[0] === ':' || word[0] === '\\' ? word.slice(1) : word
  }

  /** A whole number beyond 2⁵³ is kept as its digits: it stays itself, and equal only to itself. */
  private number(word: string): Scalar {
    const digits = word.replace(/[NM]$/, '')
    const value = Number(digits)
    if (!Number.isFinite(value)) throw this.malformed('unreadable')
    return Number.isSafeInteger(value) || !/^[+-]?\d+$/.test(digits) ? value : digits
  }
}
