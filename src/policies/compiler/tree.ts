/** Walking acorn's syntax tree. */
import type { AnyNode, Pattern } from 'acorn'

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** The nodes directly inside, in the order of the text. */
export function children(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = []
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item)
    } else if (isNode(value)) found.push(value)
  }
  return found.sort((a, b) => a.start - b.start)
}

export function isFunction(node: AnyNode): boolean {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  )
}

/** How many nodes, those of functions inside left out. */
export function countNodes(node: AnyNode): number {
  let count = 1
  for (const child of children(node)) if (!isFunction(child)) count += countNodes(child)
  return count
}

/** The deepest nesting. */
export function nesting(node: AnyNode): number {
  // Level by level, for the tree may be deeper than the stack.
  let level: AnyNode[] = [node]
  let depth = 0
  while (level.length > 0) {
    depth++
    level = level.flatMap(children)
  }
  return depth
}

/** The names that a pattern binds. */
export function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []))
    case 'RestElement':
      return boundNames(pattern.argument)
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'MemberExpression':
      return []
  }
}
