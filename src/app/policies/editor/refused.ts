/** A refusal at its field: which part and which of its fields it is about, in the field's own name and unit. */
import type { Problem } from '../../shell/labConnection'
import { words } from '../../words'
import type { Field } from './fields'
import type { Part } from './parts'

export interface RefusedHere {
  part: string // '': the whole
  field: string | null // its path in the part; null: the part itself
  params: Problem['params']
}

/** `path`: as the schema names it within the entry ("retry.maxUs"). */
export function refusedAt(
  path: string,
  params: Problem['params'],
  parts: readonly Part[],
  values: Record<string, unknown>,
  can: Parameters<Part['fields']>[1],
): RefusedHere {
  const [name, ...rest] = path.split('.')
  const part = parts.find((one) => one.name === name)
  if (!part) return { part: name, field: null, params }
  const inner = rest.join('.')
  const fields = values[name] === undefined ? [] : part.fields(values[name], can)
  const field = fields.find((one) => one.path === inner) ?? fields.find((one) => inner.startsWith(`${one.path}.`))
  return { part: name, field: field?.path ?? null, params }
}

const SAYS_GOT = new Set(['outOfRange', 'notWhole', 'lessThanFirst', 'aboveDeadline', 'neverComes', 'notMultiple'])

export function refusedText({ params }: RefusedHere, label: string, field: Field | null): string {
  const { problem } = params
  if (!SAYS_GOT.has(String(problem)))
    return words().refusedField({ field: label, problem, allowed: problem === 'notOnThisEdge' ? params.allowed : '' })
  const shown = (value: string | number | undefined): string => inUnit(String(value ?? ''), field)
  return words().refusedField({ field: label, problem, allowed: shown(params.allowed), got: shown(params.got) })
}
function inUnit(text: string, field: Field | null): string {
  if (field?.kind === 'ms') return text.replace(/\d+/g, (us) => `${Number(us) / 1_000} ms`)
  if (field?.kind === 'share')
    return text.replace(/\d+(\.\d+)?/g, (one) => `${Number((Number(one) * 100).toPrecision(6))} %`)
  return text
}
