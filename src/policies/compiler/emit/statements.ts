/** Statements: each notes where it is, so that a fault can be told by its line without any engine's help. */
import type {
  AnyNode,
  CatchClause,
  Expression,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Statement,
  SwitchStatement,
  TryStatement,
  VariableDeclaration,
} from 'acorn'
import { NODES_PER_STEP } from '../limits'
import { boundNames, countNodes } from '../tree'
import { spreadSource } from './assignment'
import { within, type Emitting } from './emitting'
import { checked } from './names'
import { pattern } from './patterns'
import { lexicalNames, Scope } from './scope'

/** With the note of its place before it. */
export function statement(emitting: Emitting, node: Statement): string {
  switch (node.type) {
    case 'EmptyStatement':
      return ';'
    case 'BlockStatement':
    case 'FunctionDeclaration':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'TryStatement':
      return bare(emitting, node)
    default:
      return `${mark(emitting, node)};${bare(emitting, node)}`
  }
}

function mark(emitting: Emitting, node: AnyNode): string {
  return `$$S[$$d] = ${emitting.site(node)}`
}

function bare(emitting: Emitting, node: Statement): string {
  switch (node.type) {
    case 'EmptyStatement':
      return ';'
    case 'ExpressionStatement':
      return `(${emitting.expression(node.expression)});\n`
    case 'BlockStatement':
      return `{${emitting.block(node.body)}}\n`
    case 'ReturnStatement':
      return `return $$out(${emitting.frame!.back}${node.argument ? `, ${emitting.expression(node.argument)}` : ''});\n`
    case 'ThrowStatement':
      return `throw ${emitting.expression(node.argument)};\n`
    case 'BreakStatement':
    case 'ContinueStatement':
      return `${node.type === 'BreakStatement' ? 'break' : 'continue'}${node.label ? ` ${checked(emitting, node.label)}` : ''};\n`
    case 'LabeledStatement':
      return `${checked(emitting, node.label)}: ${bare(emitting, node.body)}`
    case 'IfStatement': {
      const otherwise = node.alternate ? ` else ${inner(emitting, node.alternate)}` : ''
      return `if (${emitting.expression(node.test)}) ${inner(emitting, node.consequent)}${otherwise}\n`
    }
    case 'SwitchStatement':
      return choice(emitting, node)
    case 'TryStatement':
      return attempt(emitting, node)
    case 'WhileStatement':
      return `while (${test(emitting, node.test)}) ${loopBody(emitting, node, node.body)}\n`
    case 'DoWhileStatement':
      return `do ${loopBody(emitting, node, node.body)} while (${test(emitting, node.test)});\n`
    case 'ForStatement':
      return forLoop(emitting, node)
    case 'ForInStatement':
    case 'ForOfStatement':
      return forEach(emitting, node)
    case 'FunctionDeclaration':
      return `${emitting.func(node)}\n`
    case 'VariableDeclaration':
      return `${variables(emitting, node)};\n`
    case 'ClassDeclaration':
      return emitting.refuse(node, 'class')
    case 'DebuggerStatement':
    case 'WithStatement':
      return emitting.refuse(node, 'notOffered', { name: node.type === 'WithStatement' ? 'with' : 'debugger' })
  }
}

function inner(emitting: Emitting, node: Statement): string {
  return `{${emitting.statement(node)}}`
}

/** A test that is asked again after every round notes its place anew. */
function test(emitting: Emitting, node: Expression): string {
  return `(${mark(emitting, node)}, ${emitting.expression(node)})`
}

function loopBody(emitting: Emitting, loop: Statement, body: Statement): string {
  const cost = 1 + Math.floor(countNodes(loop) / NODES_PER_STEP)
  return `{$$tick(${cost});${emitting.statement(body)}}`
}

function forLoop(emitting: Emitting, node: ForStatement): string {
  const { init } = node
  const names = init?.type === 'VariableDeclaration' && init.kind !== 'var' ? lexicalNames([init]) : []
  return within(emitting, new Scope(names, emitting.scope), () => {
    const first = !init
      ? ''
      : init.type === 'VariableDeclaration'
        ? variables(emitting, init)
        : emitting.expression(init)
    const condition = node.test ? test(emitting, node.test) : ''
    const next = node.update ? emitting.expression(node.update) : ''
    return `for (${first}; ${condition}; ${next}) ${loopBody(emitting, node, node.body)}\n`
  })
}

function forEach(emitting: Emitting, node: ForInStatement | ForOfStatement): string {
  if (node.type === 'ForOfStatement' && node.await) return emitting.refuse(node, 'async', { name: 'await' })
  const { left } = node
  const source = emitting.expression(node.right)
  const over = node.type === 'ForInStatement' ? `$$keys(${source})` : source
  const declares = left.type === 'VariableDeclaration'
  const names = declares ? left.declarations.flatMap(({ id }) => boundNames(id)) : []
  return within(emitting, new Scope(names, emitting.scope), () => {
    const target = declares
      ? `${left.kind} ${pattern(emitting, left.declarations[0].id, 'declared', false)}`
      : pattern(emitting, left, 'assigned', false)
    return `for (${target} of ${over}) ${loopBody(emitting, node, node.body)}\n`
  })
}

function choice(emitting: Emitting, node: SwitchStatement): string {
  const on = emitting.expression(node.discriminant)
  const names = lexicalNames(node.cases.flatMap(({ consequent }) => consequent))
  return within(emitting, new Scope(names, emitting.scope), () => {
    const cases = node.cases.map(({ test: value, consequent }) => {
      const label = value ? `case ${emitting.expression(value)}:` : 'default:'
      return label + consequent.map((item) => emitting.statement(item)).join('')
    })
    return `switch (${on}) {${cases.join('')}}\n`
  })
}

/** Neither catch nor finally runs once a budget is spent. */
function attempt(emitting: Emitting, node: TryStatement): string {
  const handler = node.handler ? handled(emitting, node.handler) : ''
  const last = node.finalizer ? ` finally {$$fin($$d);${emitting.block(node.finalizer.body)}}` : ''
  return `try {${emitting.block(node.block.body)}}${handler}${last}\n`
}

function handled(emitting: Emitting, { param, body }: CatchClause): string {
  if (!param) return ` catch ($$e) {$$caught($$e, $$d);${emitting.block(body.body)}}`
  if (param.type !== 'Identifier') return emitting.refuse(param, 'catchPattern')
  return within(emitting, new Scope([param.name], emitting.scope), () => {
    const name = checked(emitting, param)
    return ` catch (${name}) {${name} = $$caught(${name}, $$d);${emitting.block(body.body)}}`
  })
}

function variables(emitting: Emitting, node: VariableDeclaration): string {
  const declarators = node.declarations.map(({ id, init }) => {
    const bound = pattern(emitting, id, 'declared', true)
    return init ? `${bound} = ${spreadSource(id, emitting.expression(init))}` : bound
  })
  return `${node.kind} ${declarators.join(', ')}`
}
