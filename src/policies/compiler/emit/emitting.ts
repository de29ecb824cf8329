/**
 * What the emitters of the several kinds of syntax share. Every expression is written anew, from the tree: nothing of the
 * learner's text gets into the program but names and literals.
 */
import type { AnyNode, Expression, Function as FunctionNode, Pattern, SpreadElement, Statement } from 'acorn'
import type { ProblemCode } from '../codes'
import type { Scope } from './scope'

/** The function whose body is being written. */
export interface Frame {
  /** What the depth is after it has returned, as code. */
  back: string
  temporaries: number
  /** In parameters nothing may be called: they run before the function has been counted. */
  inParameters: boolean
}

export interface Emitting {
  scope: Scope
  frame: Frame | null
  /** The text of an expression that binds as tightly as a name does. */
  expression(node: Expression | SpreadElement): string
  statement(node: Statement): string
  /** Statements with a scope of their own, without braces. */
  block(body: readonly Statement[]): string
  pattern(node: Pattern): string
  /** A function expression. */
  func(node: FunctionNode): string
  /** Notes a problem; the text stands in for what was refused. */
  refuse(node: AnyNode | FunctionNode, code: ProblemCode, params?: Record<string, string | number>): string
  /** A number by which the running program tells where it is. */
  site(node: AnyNode | FunctionNode): number
}

/** Runs `work` with other names in sight. */
export function within<T>(emitting: Emitting, scope: Scope, work: () => T): T {
  const before = emitting.scope
  emitting.scope = scope
  try {
    return work()
  } finally {
    emitting.scope = before
  }
}

/** A variable of the function at hand that the learner cannot name. */
export function temporary(emitting: Emitting, node: AnyNode): string {
  const { frame } = emitting
  if (!frame || frame.inParameters) return emitting.refuse(node, 'parameterDefault')
  return `$$t${frame.temporaries++}`
}

/** A literal of that text in which SES finds nothing that looks like an import, an eval or a comment of HTML. */
export function textLiteral(text: string): string {
  return JSON.stringify(text)
    .replace(/[\u2028\u2029]/g, (c) => (c === '\u2028' ? '\\u2028' : '\\u2029'))
    .replace(/import/g, '\\u0069mport')
    .replace(/eval/g, '\\u0065val')
    .replace(/<!--/g, '\\u003c!--')
    .replace(/-->/g, '--\\u003e')
}
