/** Writes the guarded program of one file. */
import type { AnyNode, Expression, Function as FunctionNode, Pattern, SpreadElement, Statement } from 'acorn'
import type { ProblemCode } from '../codes'
import { assignment, update } from './assignment'
import { within, type Emitting, type Frame } from './emitting'
import { func } from './functions'
import { array, literal, object, template } from './literals'
import { call, chain, construction, member } from './members'
import { read } from './names'
import { binary, logical, unary } from './operators'
import { pattern } from './patterns'
import { lexicalNames, Scope } from './scope'
import { statement } from './statements'

type Refuse = Emitting['refuse']

export class Emitter implements Emitting {
  scope: Scope
  frame: Frame | null = null
  readonly refuse: Refuse
  readonly site: Emitting['site']

  constructor(scope: Scope, refuse: Refuse, site: Emitting['site']) {
    this.scope = scope
    this.refuse = refuse
    this.site = site
  }

  statement(node: Statement): string {
    return statement(this, node)
  }

  block(body: readonly Statement[]): string {
    return within(this, new Scope(lexicalNames(body), this.scope), () =>
      body.map((item) => this.statement(item)).join(''),
    )
  }

  pattern(node: Pattern): string {
    return pattern(this, node, 'assigned', true)
  }

  func(node: FunctionNode): string {
    return func(this, node)
  }

  expression(node: Expression | SpreadElement): string {
    switch (node.type) {
      case 'Identifier':
        return read(this, node)
      case 'Literal':
        return literal(this, node)
      case 'ThisExpression':
        return this.frame ? 'this' : this.refuse(node, 'topLevelThis')
      case 'ArrayExpression':
        return array(this, node)
      case 'ObjectExpression':
        return object(this, node)
      case 'TemplateLiteral':
        return template(this, node)
      case 'FunctionExpression':
        return `(${this.func(node)})`
      case 'ArrowFunctionExpression':
        return this.func(node)
      case 'UnaryExpression':
        return unary(this, node)
      case 'UpdateExpression':
        return update(this, node)
      case 'BinaryExpression':
        return binary(this, node)
      case 'LogicalExpression':
        return logical(this, node)
      case 'AssignmentExpression':
        return assignment(this, node)
      case 'ConditionalExpression':
        return `(${this.expression(node.test)} ? ${this.expression(node.consequent)} : ${this.expression(node.alternate)})`
      case 'SequenceExpression':
        return `(${node.expressions.map((item) => this.expression(item)).join(', ')})`
      case 'MemberExpression':
        return member(this, node)
      case 'CallExpression':
        return call(this, node)
      case 'NewExpression':
        return construction(this, node)
      case 'ChainExpression':
        return chain(this, node)
      case 'AwaitExpression':
        this.refuse(node, 'async', { name: 'await' })
        return this.expression(node.argument)
      default:
        return this.refuse(node, ...refusal(node))
    }
  }
}

/** What is refused as a whole, and under which code. */
function refusal(node: AnyNode): [code: ProblemCode, params: Record<string, string>] {
  switch (node.type) {
    case 'YieldExpression':
      return ['generator', {}]
    case 'ClassExpression':
      return ['class', {}]
    case 'ImportExpression':
      return ['importExpression', {}]
    case 'TaggedTemplateExpression':
      return ['taggedTemplate', {}]
    case 'MetaProperty':
      return ['notOffered', { name: node.meta.name === 'new' ? 'new.target' : 'import.meta' }]
    default:
      return ['notOffered', { name: node.type }]
  }
}
