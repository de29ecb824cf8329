/** JSON as learners have it: counted, without toJSON, revivers or replacers, and no deeper than any engine's stack. */
import { make, tick } from './budget'
import { broken } from './errors'
import { concatenated, text, whole } from './text'

const DEPTH_MAX = 100

export function stringify(value: unknown, _replacer: unknown, indent: unknown): string | undefined {
  const unit =
    typeof indent === 'string' ? indent.slice(0, 10) : ' '.repeat(Math.max(0, Math.min(10, whole(indent, 0))))
  return write(value, unit, '', 0)
}

function write(value: unknown, unit: string, margin: string, depth: number): string | undefined {
  tick(1)
  if (depth > DEPTH_MAX) broken('nestedTooDeep', { max: DEPTH_MAX })
  switch (typeof value) {
    case 'string':
      return concatenated(JSON.stringify(value), '')
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null'
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'null' : writeObject(value, unit, margin, depth)
    default:
      return undefined
  }
}

function writeObject(value: object, unit: string, margin: string, depth: number): string {
  const inner = margin + unit
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) parts.push(write(item, unit, inner, depth + 1) ?? 'null')
  } else if (!(value instanceof Map || value instanceof Set)) {
    const names = Object.keys(value)
    make(names.length)
    for (const name of names) {
      const written = write((value as Record<string, unknown>)[name], unit, inner, depth + 1)
      if (written !== undefined) parts.push(`${JSON.stringify(name)}:${unit === '' ? '' : ' '}${written}`)
    }
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (parts.length === 0) return open + close
  const gap = unit === '' ? '' : `\n${inner}`
  let result = open
  parts.forEach((part, i) => {
    result = concatenated(result, `${i > 0 ? ',' : ''}${gap}${part}`)
  })
  return concatenated(result, `${unit === '' ? '' : `\n${margin}`}${close}`)
}

export function parse(value: unknown): unknown {
  const json = text(value)
  make(json.length)
  if (nesting(json) > DEPTH_MAX) broken('nestedTooDeep', { max: DEPTH_MAX })
  try {
    return JSON.parse(json) as unknown
  } catch {
    return broken('notJson')
  }
}

/** The deepest nesting of brackets outside of texts. */
function nesting(json: string): number {
  let depth = 0
  let deepest = 0
  let inText = false
  for (let i = 0; i < json.length; i++) {
    const c = json[i]
    if (c === '"') inText = !inText
    else if (inText) i += c === '\\' ? 1 : 0
    else if (c === '[' || c === '{') deepest = Math.max(deepest, ++depth)
    else if (c === ']' || c === '}') depth--
  }
  return deepest
}
