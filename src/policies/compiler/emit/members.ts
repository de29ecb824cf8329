/**
 * Fields and calls. A field whose name is computed, and every method that arrays and texts have, goes through the guard; a
 * field of any other written-out name is read as it stands, for no value has a function of the engine's under it.
 */
import type { CallExpression, ChainExpression, Expression, MemberExpression, NewExpression, SpreadElement } from 'acorn'
import { SOURCE_LIMITS } from '../limits'
import { GLOBALS, MAKERS, METHODS, METHODS_REFUSED, VARIADIC } from '../offered'
import { temporary, type Emitting } from './emitting'
import { fieldAllowed, isGlobal, isMethodName } from './names'

export function member(emitting: Emitting, node: MemberExpression): string {
  const global = globalMember(emitting, node)
  if (global !== null) return global
  return fieldOf(emitting, node, emitting.expression(node.object as Expression))
}

/** `Math.max`: null where the object is none of the globals. Refused where the global has no such member. */
function globalMember(emitting: Emitting, { object, property, computed }: MemberExpression): string | null {
  if (computed || !isGlobal(emitting, object)) return null
  const { name } = property as { name: string }
  if (GLOBALS[object.name].includes(name)) return `${object.name}.${name}`
  const full = `${object.name}.${name}`
  return emitting.refuse(property, full === 'Math.random' ? 'chance' : 'notOffered', { name: full })
}

/** The field of `object`, which is text already. */
function fieldOf(emitting: Emitting, node: MemberExpression, object: string): string {
  if (node.computed) return `$$get(${object}, ${emitting.expression(node.property as Expression)})`
  const { name } = node.property as { name: string }
  if (!fieldAllowed(emitting, node.property, name)) return '(void 0)'
  return isMethodName(name) ? `$$own(${object}, "${name}")` : `${object}.${name}`
}

export function call(emitting: Emitting, node: CallExpression): string {
  if (emitting.frame?.inParameters) return emitting.refuse(node, 'parameterDefault')
  const { callee } = node
  if (callee.type === 'Super') return emitting.refuse(node, 'class')
  if (callee.type !== 'MemberExpression') return `${emitting.expression(callee)}(${args(emitting, node, 'small')})`
  const global = globalMember(emitting, callee)
  if (global !== null) return `${global}(${args(emitting, node, 'large')})`
  return methodCall(emitting, node, callee, emitting.expression(callee.object as Expression))
}

function methodCall(emitting: Emitting, node: CallExpression, callee: MemberExpression, object: string): string {
  if (callee.computed) {
    const key = emitting.expression(callee.property as Expression)
    return `$$invoke(${[object, key, ...argList(emitting, node, 'small')].join(', ')})`
  }
  const { name } = callee.property as { name: string }
  if (!fieldAllowed(emitting, callee.property, name)) return '(void 0)'
  if (METHODS_REFUSED.has(name)) return emitting.refuse(callee.property, 'methodNotOffered', { name })
  if (!METHODS.has(name)) return `${object}.${name}(${args(emitting, node, 'small')})`
  const variadic = VARIADIC.has(name)
  if (!variadic && node.arguments.some((argument) => argument.type === 'SpreadElement'))
    return emitting.refuse(node, 'spreadIntoMethod', { name })
  if (!variadic && node.arguments.length > 4) return emitting.refuse(node, 'tooManyArguments', { max: 4 })
  return `$$m.${name}(${[object, ...argList(emitting, node, 'large')].join(', ')})`
}

/** `large` for what calls nothing of the learner's: such arguments stand on the stack once, not in every frame. */
type Room = 'small' | 'large'

export function args(emitting: Emitting, node: CallExpression | NewExpression, room: Room): string {
  return argList(emitting, node, room).join(', ')
}

function argList(emitting: Emitting, node: CallExpression | NewExpression, room: Room): string[] {
  const max = SOURCE_LIMITS.parameters
  if (node.arguments.length > max) return [emitting.refuse(node, 'tooManyArguments', { max })]
  return node.arguments.map((argument) => argumentOf(emitting, argument, room))
}

function argumentOf(emitting: Emitting, node: Expression | SpreadElement, room: Room): string {
  if (node.type !== 'SpreadElement') return emitting.expression(node)
  return `...$$args(${emitting.expression(node.argument)}, ${room === 'large' ? 10_000 : 50})`
}

export function construction(emitting: Emitting, node: NewExpression): string {
  if (emitting.frame?.inParameters) return emitting.refuse(node, 'parameterDefault')
  const { callee } = node
  if (!isGlobal(emitting, callee) || !MAKERS.has(callee.name)) {
    // What is no global of ours says itself why it is refused.
    const isUnknown =
      callee.type === 'Identifier' && emitting.scope.resolve(callee.name) === null && !isGlobal(emitting, callee)
    return isUnknown ? emitting.expression(callee) : emitting.refuse(node, 'newOf')
  }
  return `${callee.name}(${args(emitting, node, 'small')})`
}

interface Link {
  node: MemberExpression | CallExpression
  optional: boolean
}

/** `a?.b[k]?.(x)`: each `?.` keeps what stands before it, and ends the whole where that is null or undefined. */
export function chain(emitting: Emitting, { expression }: ChainExpression): string {
  const links: Link[] = []
  let inner: Expression = expression
  while (inner.type === 'MemberExpression' || inner.type === 'CallExpression') {
    links.unshift({ node: inner, optional: inner.optional })
    inner = (inner.type === 'MemberExpression' ? inner.object : inner.callee) as Expression
  }
  const tests: string[] = []
  const kept = (text: string): string => {
    const name = temporary(emitting, expression)
    tests.push(`(${name} = ${text}) == null ? (void 0) : `)
    return name
  }
  let text = emitting.expression(inner)
  for (let i = 0; i < links.length; i++) {
    const { node, optional } = links[i]
    if (optional) text = kept(text)
    if (node.type === 'CallExpression') {
      text = `${text}(${args(emitting, node, 'small')})`
      continue
    }
    const next = links[i + 1]
    if (next?.node.type !== 'CallExpression') text = fieldOf(emitting, node, text)
    else {
      i++
      text = next.optional
        ? optionalMethod(emitting, next.node, node, text, kept)
        : methodCall(emitting, next.node, node, text)
    }
  }
  return `(${tests.join('')}${text})`
}

function optionalMethod(
  emitting: Emitting,
  node: CallExpression,
  callee: MemberExpression,
  object: string,
  kept: (text: string) => string,
): string {
  const receiver = temporary(emitting, node)
  const method = kept(fieldOf(emitting, callee, `(${receiver} = ${object})`))
  return `$$apply(${[receiver, method, ...argList(emitting, node, 'small')].join(', ')})`
}
