/** Patterns of destructuring: their names written out, their targets variables. */
import type { ObjectPattern, Pattern } from 'acorn'
import { textLiteral, type Emitting } from './emitting'
import { checked, fieldAllowed, isMethodName, written } from './names'

/** How a name in the pattern is bound: newly declared, or an existing variable written. */
type Binding = 'declared' | 'assigned'

/** `rest` only at the pattern's own level, where what it takes apart is counted; in parameters only the last parameter is one. */
export function pattern(emitting: Emitting, node: Pattern, binding: Binding, rest: boolean): string {
  switch (node.type) {
    case 'Identifier':
      return binding === 'declared' ? checked(emitting, node) : written(emitting, node)
    case 'ArrayPattern':
      return `[${node.elements.map((element) => (element ? inner(emitting, element, binding, rest) : '')).join(', ')}]`
    case 'ObjectPattern':
      return `{ ${fields(emitting, node, binding, rest)} }`
    case 'AssignmentPattern':
      return `${pattern(emitting, node.left, binding, false)} = ${emitting.expression(node.right)}`
    case 'RestElement':
      return `...${pattern(emitting, node.argument, binding, false)}`
    case 'MemberExpression':
      return emitting.refuse(node, 'patternTarget')
  }
}

function inner(emitting: Emitting, node: Pattern, binding: Binding, rest: boolean): string {
  if (node.type === 'RestElement' && !rest) return emitting.refuse(node, 'restInside')
  return pattern(emitting, node, binding, false)
}

function fields(emitting: Emitting, node: ObjectPattern, binding: Binding, rest: boolean): string {
  return node.properties
    .map((property) => {
      if (property.type === 'RestElement') return inner(emitting, property, binding, rest)
      if (property.computed) return emitting.refuse(property, 'computedInPattern')
      const { key } = property
      const name = key.type === 'Identifier' ? key.name : String((key as { value?: unknown }).value)
      if (!fieldAllowed(emitting, key, name)) return ''
      if (isMethodName(name)) return emitting.refuse(key, 'methodInPattern', { name })
      return `${textLiteral(name)}: ${pattern(emitting, property.value, binding, false)}`
    })
    .join(', ')
}
