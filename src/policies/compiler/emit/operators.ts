/**
 * Operators. An operand that may be an object goes through the guard, for turning an array into text or a number can take
 * as long as there are atoms in it, and then some.
 */
import type {
  BinaryExpression,
  BinaryOperator,
  Expression,
  LogicalExpression,
  PrivateIdentifier,
  UnaryExpression,
} from 'acorn'
import { MAKERS } from '../offered'
import type { Emitting } from './emitting'
import { isGlobal } from './names'

const ARITHMETIC: ReadonlySet<string> = new Set(['-', '*', '/', '%', '|', '&', '^', '<<', '>>', '>>>', '**'])
const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>='])
const EQUALITY: ReadonlySet<string> = new Set(['==', '!=', '===', '!=='])

export function binary(emitting: Emitting, node: BinaryExpression): string {
  const { operator, right } = node
  const left = node.left as Expression
  if (operator === '==' || operator === '!=') {
    if (!isNull(left) && !isNull(right)) return emitting.refuse(node, 'looseEquality', { operator })
  }
  if (operator === 'instanceof') return instance(emitting, node)
  if (operator === 'in') return `$$has(${emitting.expression(left)}, ${emitting.expression(right)})`
  return operation(emitting, operator, left, right)
}

/** Also for compound assignments, whose left operand is given as text where it is no plain expression. */
export function operation(emitting: Emitting, operator: BinaryOperator, left: Expression, right: Expression): string {
  const a = emitting.expression(left)
  const b = emitting.expression(right)
  if (EQUALITY.has(operator)) return `(${a} ${operator} ${b})`
  if (operator === '+') {
    if (isNumeric(emitting, left) && isNumeric(emitting, right)) return `(${a} + ${b})`
    return `$$add(${a}, ${b})`
  }
  if (operator === '**') return `$$pow(${number(emitting, left, a)}, ${number(emitting, right, b)})`
  if (ARITHMETIC.has(operator)) return `(${number(emitting, left, a)} ${operator} ${number(emitting, right, b)})`
  if (ORDER.has(operator)) return `(${primitive(emitting, left, a)} ${operator} ${primitive(emitting, right, b)})`
  return emitting.refuse(left, 'notOffered', { name: operator })
}

export function number(emitting: Emitting, node: Expression, text: string): string {
  return isNumeric(emitting, node) ? text : `$$n(${text})`
}

function primitive(emitting: Emitting, node: Expression, text: string): string {
  return isNumeric(emitting, node) || (node.type === 'Literal' && typeof node.value === 'string')
    ? text
    : `$$p(${text})`
}

export function logical(emitting: Emitting, node: LogicalExpression): string {
  return `(${emitting.expression(node.left)} ${node.operator} ${emitting.expression(node.right)})`
}

export function unary(emitting: Emitting, node: UnaryExpression): string {
  const { operator, argument } = node
  if (operator === 'delete') return removal(emitting, node)
  const text = emitting.expression(argument)
  if (operator === '!' || operator === 'typeof' || operator === 'void') return `(${operator} ${text})`
  return `(${operator} ${number(emitting, argument, text)})`
}

function removal(emitting: Emitting, { argument }: UnaryExpression): string {
  if (argument.type !== 'MemberExpression') return emitting.refuse(argument, 'deleteTarget')
  const object = emitting.expression(argument.object as Expression)
  if (argument.computed) return `$$remove(${object}, ${emitting.expression(argument.property as Expression)})`
  return `$$remove(${object}, "${(argument.property as { name: string }).name}")`
}

function instance(emitting: Emitting, { left, right }: BinaryExpression): string {
  if (!isGlobal(emitting, right) || !MAKERS.has(right.name)) return emitting.refuse(right, 'instanceOf')
  return `$$isA(${emitting.expression(left as Expression)}, "${right.name}")`
}

function isNull(node: Expression | PrivateIdentifier): boolean {
  return node.type === 'Literal' && node.value === null && node.raw === 'null'
}

/** Whether the value is a number whatever the variables hold. */
export function isNumeric(emitting: Emitting, node: Expression): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number'
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '+' || node.operator === '~'
    case 'UpdateExpression':
      return true
    case 'BinaryExpression':
      if (ARITHMETIC.has(node.operator)) return true
      return node.operator === '+' && isNumeric(emitting, node.left as Expression) && isNumeric(emitting, node.right)
    case 'ConditionalExpression':
      return isNumeric(emitting, node.consequent) && isNumeric(emitting, node.alternate)
    case 'CallExpression':
      return (
        node.callee.type === 'MemberExpression' &&
        isGlobal(emitting, node.callee.object) &&
        node.callee.object.name === 'Math'
      )
    default:
      return false
  }
}
