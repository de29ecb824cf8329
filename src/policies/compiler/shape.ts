/**
 * What code says, whoever wrote it down: without comments, spacing and types, and with each name by the order in which it first comes. Two
 * pieces of one shape do the same; a changed number or another order of statements is another shape.
 */
import type { Token } from 'acorn'
import { tokenizer } from 'acorn'
import { transform } from 'sucrase'
import type { PolicyCode } from '../code'

/** Text that is no TypeScript is its own shape, but for its spacing. */
export function policyShape({ contract, entry, files }: PolicyCode): string {
  const names = new Map<string, string>()
  const others = Object.keys(files)
    .filter((name) => name !== entry)
    .sort()
  return [contract, ...[entry, ...others].map((name) => shapeOf(files[name], names))].join('\n')
}

function shapeOf(typescript: string, names: Map<string, string>): string {
  try {
    const { code } = transform(typescript, { transforms: ['typescript'], disableESTransforms: true })
    const parts: string[] = []
    for (const token of tokenizer(code, { ecmaVersion: 2022, sourceType: 'module' })) {
      const { type, value } = token as Token & { value?: unknown }
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : type.label
      const isName = type.label === 'name' && parts.at(-1) !== '.' && parts.at(-1) !== '?.'
      parts.push(isName ? nameOf(text, names) : `${type.label === text ? '' : type.label}${text}`)
    }
    return parts.filter((part) => part !== ';').join(' ')
  } catch {
    return typescript.replace(/\s+/g, ' ').trim()
  }
}

function nameOf(text: string, names: Map<string, string>): string {
  const known = names.get(text) ?? `n${names.size}`
  names.set(text, known)
  return known
}
