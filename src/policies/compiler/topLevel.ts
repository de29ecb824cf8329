/**
 * What may stand at the top of a file: functions, and constants of literals and operators. Nothing there may run or hold
 * state, for it would be shared by all nodes and would outlive a checkpoint.
 */
import type { CallExpression, Expression, SpreadElement, VariableDeclaration } from 'acorn'
import type { Emitter } from './emit/emitter'
import { checked, isGlobal } from './emit/names'

export function constants(emitter: Emitter, node: VariableDeclaration): string {
  if (node.kind !== 'const') {
    emitter.refuse(node, 'topLevelVariable', { name: node.kind })
    return ''
  }
  return node.declarations
    .map(({ id, init }) => {
      if (id.type !== 'Identifier') return emitter.refuse(id, 'topLevelPattern')
      return init ? `const ${checked(emitter, id)} = ${constant(emitter, init)};\n` : ''
    })
    .join('')
}

export function constant(emitter: Emitter, node: Expression): string {
  const frozen = frozenLiteral(emitter, node)
  const value = frozen ?? node
  const culprit = notConstant(emitter, value)
  if (culprit) return emitter.refuse(culprit, 'topLevelCall')
  return emitter.expression(value)
}

/** The literal of `Object.freeze({ … })`: everything at the top is frozen anyway. */
function frozenLiteral(emitter: Emitter, node: Expression): Expression | null {
  if (node.type !== 'CallExpression' || !isFreeze(emitter, node)) return null
  const [argument] = node.arguments
  return node.arguments.length === 1 && argument.type !== 'SpreadElement' ? argument : null
}

function isFreeze(emitter: Emitter, { callee }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    isGlobal(emitter, callee.object) &&
    callee.object.name === 'Object' &&
    (callee.property as { name: string }).name === 'freeze'
  )
}

/** The first part that would run something. */
function notConstant(emitter: Emitter, node: Expression | SpreadElement): Expression | SpreadElement | null {
  const first = (...parts: readonly (Expression | SpreadElement | null)[]): Expression | SpreadElement | null => {
    for (const part of parts) {
      const culprit = part && notConstant(emitter, part)
      if (culprit) return culprit
    }
    return null
  }
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ThisExpression': // refused by its own code
      return null
    case 'TemplateLiteral':
      return first(...node.expressions)
    case 'ArrayExpression':
      return first(...node.elements)
    case 'ObjectExpression':
      return first(
        ...node.properties.flatMap((property): (Expression | SpreadElement)[] => {
          if (property.type === 'SpreadElement') return [property]
          return property.computed ? [property.key, property.value] : [property.value]
        }),
      )
    case 'UnaryExpression':
      return node.operator === 'delete' ? node : first(node.argument)
    case 'BinaryExpression':
      return first(node.left as Expression, node.right)
    case 'LogicalExpression':
      return first(node.left, node.right)
    case 'ConditionalExpression':
      return first(node.test, node.consequent, node.alternate)
    case 'MemberExpression':
      return first(node.object as Expression, node.computed ? (node.property as Expression) : null)
    case 'CallExpression': {
      const frozen = frozenLiteral(emitter, node)
      return frozen ? first(frozen) : node
    }
    default:
      return node
  }
}
