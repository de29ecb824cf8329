/** Which names the learner's code has declared, and where. */
import type { AnyNode, Function as FunctionNode, Statement } from 'acorn'
import { boundNames, children, isFunction } from '../tree'

export class Scope {
  private readonly names: ReadonlySet<string>
  private readonly parent: Scope | null

  constructor(names: Iterable<string>, parent: Scope | null) {
    this.names = new Set(names)
    this.parent = parent
  }

  /** `top` is the top level of a file. */
  resolve(name: string): 'local' | 'top' | null {
    if (this.names.has(name)) return this.parent ? 'local' : 'top'
    return this.parent?.resolve(name) ?? null
  }
}

/** Names declared by let, const and function directly in a block. */
export function lexicalNames(body: readonly AnyNode[]): string[] {
  return body.flatMap((node) => {
    if (node.type === 'FunctionDeclaration' && node.id) return [node.id.name]
    if (node.type === 'VariableDeclaration' && node.kind !== 'var')
      return node.declarations.flatMap(({ id }) => boundNames(id))
    return []
  })
}

/** Names declared by var anywhere in a function. */
function varNames(node: AnyNode): string[] {
  const own =
    node.type === 'VariableDeclaration' && node.kind === 'var'
      ? node.declarations.flatMap(({ id }) => boundNames(id))
      : []
  return [...own, ...children(node).flatMap((child) => (isFunction(child) ? [] : varNames(child)))]
}

/** Everything that a function declares at its own level. */
export function functionNames({ params, body }: FunctionNode): string[] {
  const inside = body.type === 'BlockStatement' ? [...lexicalNames(body.body), ...varNames(body)] : []
  return [...params.flatMap(boundNames), ...inside]
}

/** How many variables a frame holds, blocks inside counted. */
export function countVariables(node: AnyNode | Statement): number {
  const own = node.type === 'VariableDeclarator' ? boundNames(node.id).length : 0
  return children(node).reduce((sum, child) => sum + (isFunction(child) ? 1 : countVariables(child)), own)
}
