/** Literals of every kind. */
import type { ArrayExpression, Literal, ObjectExpression, Property, TemplateLiteral } from 'acorn'
import { textLiteral, type Emitting } from './emitting'
import { fieldAllowed } from './names'

export function literal(emitting: Emitting, node: Literal): string {
  if (node.regex) return emitting.refuse(node, 'regularExpression', { name: node.raw ?? '' })
  if (node.bigint !== undefined) return emitting.refuse(node, 'bigint', { name: node.raw ?? '' })
  if (typeof node.value === 'string') return textLiteral(node.value)
  if (typeof node.value === 'number') return Number.isFinite(node.value) ? `(${node.value})` : '(1 / 0)'
  return String(node.value)
}

export function array(emitting: Emitting, node: ArrayExpression): string {
  const elements = node.elements.map((element) => {
    if (element === null) return emitting.refuse(node, 'hole')
    if (element.type === 'SpreadElement') return `...$$spread(${emitting.expression(element.argument)})`
    return emitting.expression(element)
  })
  return `[${elements.join(', ')}]`
}

export function object(emitting: Emitting, node: ObjectExpression): string {
  const properties = node.properties.map((property) =>
    property.type === 'SpreadElement'
      ? `...$$fields(${emitting.expression(property.argument)})`
      : field(emitting, property),
  )
  return `({ ${properties.join(', ')} })`
}

function field(emitting: Emitting, node: Property): string {
  if (node.kind !== 'init') return emitting.refuse(node, 'accessor')
  const value = node.value
  const text = emitting.expression(value)
  if (node.computed) return `[$$key(${emitting.expression(node.key)})]: ${text}`
  const { key } = node
  const name = key.type === 'Identifier' ? key.name : String((key as Literal).value)
  if (!fieldAllowed(emitting, key, name)) return ''
  return `${textLiteral(name)}: ${text}`
}

export function template(emitting: Emitting, node: TemplateLiteral): string {
  const parts: string[] = []
  node.quasis.forEach(({ value }, i) => {
    if (value.cooked) parts.push(textLiteral(value.cooked))
    if (i < node.expressions.length) parts.push(emitting.expression(node.expressions[i]))
  })
  if (parts.length <= 50) return `$$cat(${parts.join(', ')})`
  return emitting.refuse(node, 'tooManyArguments', { max: 50 })
}
