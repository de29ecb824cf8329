/** Assignments, ++ and --. What is written to goes through the guard, unless it is a variable. */
import type {
  AssignmentExpression,
  BinaryOperator,
  Expression,
  MemberExpression,
  Pattern,
  UpdateExpression,
} from 'acorn'
import type { Emitting } from './emitting'
import { fieldAllowed, isIdentifier, written } from './names'
import { number, operation } from './operators'

export function assignment(emitting: Emitting, node: AssignmentExpression): string {
  const { operator, left, right } = node
  if (emitting.frame?.inParameters) return emitting.refuse(node, 'parameterDefault')
  if (operator === '=') return plain(emitting, left, right)
  const target = left as Expression
  if (operator === '&&=' || operator === '||=' || operator === '??=') {
    const store = storeInto(emitting, left, emitting.expression(right))
    return `(${readOnce(emitting, target)} ${operator.slice(0, -1)} ${store})`
  }
  readOnce(emitting, target)
  return storeInto(emitting, left, operation(emitting, operator.slice(0, -1) as BinaryOperator, target, right))
}

function plain(emitting: Emitting, left: Pattern, right: Expression): string {
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    return `(${emitting.pattern(left)} = ${spreadSource(left, emitting.expression(right))})`
  }
  return storeInto(emitting, left, emitting.expression(right))
}

/** What a pattern with a rest at its own level takes apart is first counted. */
export function spreadSource(pattern: Pattern, source: string): string {
  if (pattern.type === 'ArrayPattern' && pattern.elements.some((element) => element?.type === 'RestElement'))
    return `$$spread(${source})`
  if (pattern.type === 'ObjectPattern' && pattern.properties.some(({ type }) => type === 'RestElement'))
    return `$$fields(${source})`
  return source
}

/** An assignment of `value` (text) to a variable or field, as an expression. */
function storeInto(emitting: Emitting, left: Pattern, value: string): string {
  if (isIdentifier(left)) return `(${written(emitting, left)} = ${value})`
  if (left.type !== 'MemberExpression') return emitting.refuse(left, 'patternTarget')
  const object = emitting.expression(left.object as Expression)
  if (left.computed) return `$$set(${object}, ${emitting.expression(left.property as Expression)}, ${value})`
  const { name } = left.property as { name: string }
  if (!fieldAllowed(emitting, left.property, name)) return value
  if (name === 'length') return emitting.refuse(left, 'lengthWritten')
  return `($$w(${object}).${name} = ${value})`
}

/** ++ and --. `x++` gives what x was, as a number. */
export function update(emitting: Emitting, node: UpdateExpression): string {
  if (emitting.frame?.inParameters) return emitting.refuse(node, 'parameterDefault')
  const old = readOnce(emitting, node.argument)
  const store = storeInto(
    emitting,
    node.argument as Pattern,
    `(${number(emitting, node.argument, old)} ${node.operator[0]} 1)`,
  )
  return node.prefix ? store : `$$post(${old}, ${store})`
}

/** The text of a target that is to be both read and written: evaluating it twice must be as good as once. */
function readOnce(emitting: Emitting, node: Expression): string {
  if (!isSteady(node)) return emitting.refuse(node, 'compoundTarget')
  return emitting.expression(node)
}

function isSteady(node: Expression): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'Literal':
      return true
    case 'MemberExpression':
      return isSteadyMember(node)
    case 'BinaryExpression':
      return node.left.type !== 'PrivateIdentifier' && isSteady(node.left) && isSteady(node.right)
    case 'UnaryExpression':
      return node.operator !== 'delete' && isSteady(node.argument)
    case 'TemplateLiteral':
      return node.expressions.every(isSteady)
    default:
      return false
  }
}

function isSteadyMember({ object, property, computed }: MemberExpression): boolean {
  return object.type !== 'Super' && isSteady(object) && (!computed || isSteady(property as Expression))
}
