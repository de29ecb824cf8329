/** Functions: counted on entry, and the depth put back on the way out. */
import type { Function as FunctionNode, Pattern } from 'acorn'
import { NODES_PER_STEP, SOURCE_LIMITS, VARIABLES_PER_DEPTH } from '../limits'
import { countNodes, nesting } from '../tree'
import { within, type Emitting, type Frame } from './emitting'
import { checked } from './names'
import { pattern } from './patterns'
import { countVariables, functionNames, Scope } from './scope'

/** A function, as an expression or, with its name, as a declaration. */
export function func(emitting: Emitting, node: FunctionNode & { type: string }): string {
  if (node.async) emitting.refuse(node, 'async', { name: 'async' })
  if (node.generator) emitting.refuse(node, 'generator')
  if (node.params.length > SOURCE_LIMITS.parameters)
    return emitting.refuse(node, 'tooManyArguments', { max: SOURCE_LIMITS.parameters })
  const isArrow = node.type === 'ArrowFunctionExpression'
  const name = node.id && !isArrow ? checked(emitting, node.id) : ''
  const outer =
    node.id && node.type === 'FunctionExpression' ? new Scope([node.id.name], emitting.scope) : emitting.scope
  return within(emitting, new Scope(functionNames(node), outer), () => {
    const [params, body] = inFrame(emitting, node)
    return isArrow ? `((${params}) => {${body}})` : `function ${name}(${params}) {${body}}`
  })
}

function inFrame(emitting: Emitting, node: FunctionNode & { type: string }): [params: string, body: string] {
  const weight =
    1 + Math.floor((countVariables(node.body) + node.params.length + nesting(node.body)) / VARIABLES_PER_DEPTH)
  const cost = 1 + Math.floor(countNodes(node.body) / NODES_PER_STEP)
  const before = emitting.frame
  const frame: Frame = { back: `$$d - ${weight}`, temporaries: 0, inParameters: true }
  emitting.frame = frame
  const params = node.params.map((param) => parameter(emitting, param)).join(', ')
  frame.inParameters = false
  const site = emitting.site(node)
  const { body } = node
  const text =
    body.type === 'BlockStatement'
      ? `${body.body.map((statement) => emitting.statement(statement)).join('')}$$out(${frame.back})`
      : `return $$out(${frame.back}, ${emitting.expression(body)})`
  const temporaries = Array.from({ length: frame.temporaries }, (_, i) => `$$t${i}`)
  emitting.frame = before
  const declared = temporaries.length > 0 ? `let ${temporaries.join(', ')};` : ''
  return [params, `const $$d = $$in(${site}, ${weight}, ${cost});${declared}${text}`]
}

function parameter(emitting: Emitting, node: Pattern): string {
  return pattern(emitting, node, 'declared', false)
}
