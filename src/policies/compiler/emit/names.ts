/** Names: of variables, and of fields written out. */
import type { Identifier, Pattern } from 'acorn'
import { CONSTANTS, FORBIDDEN_NAMES, GLOBALS, GLOBALS_REFUSED, METHODS, METHODS_REFUSED } from '../offered'
import type { Emitting } from './emitting'

/** A variable that is read. */
export function read(emitting: Emitting, node: Identifier): string {
  const { name } = node
  if (emitting.scope.resolve(name)) return checked(emitting, node)
  if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name]
  if (Object.hasOwn(GLOBALS, name)) return name
  if (name === 'arguments') return emitting.refuse(node, 'arguments')
  const code = Object.hasOwn(GLOBALS_REFUSED, name) ? GLOBALS_REFUSED[name] : 'unknownName'
  return emitting.refuse(node, code, { name })
}

/** Names that no variable may have: the guard's own, and those by which SES would take a call for evaluation. */
export function checked(emitting: Emitting, node: Identifier): string {
  const { name } = node
  if (name.startsWith('$$') || name === 'eval' || name === 'arguments' || Object.hasOwn(CONSTANTS, name))
    return emitting.refuse(node, 'reservedName', { name })
  return name
}

/** A variable that is written: what stands at the top of a file never is. */
export function written(emitting: Emitting, node: Identifier): string {
  const found = emitting.scope.resolve(node.name)
  if (found === 'local') return checked(emitting, node)
  if (found === 'top') return emitting.refuse(node, 'topLevelState', { name: node.name })
  return emitting.refuse(node, 'unknownName', { name: node.name })
}

/** Whether a name means the global object, not something of the learner's. */
export function isGlobal(emitting: Emitting, node: { type: string; name?: string }): node is Identifier {
  return (
    node.type === 'Identifier' &&
    node.name !== undefined &&
    Object.hasOwn(GLOBALS, node.name) &&
    emitting.scope.resolve(node.name) === null
  )
}

/** Names of functions that every array or text has: to be read only where they are the object's own. */
export function isMethodName(name: string): boolean {
  return METHODS.has(name) || METHODS_REFUSED.has(name)
}

/** Refuses the names that lead behind a value. */
export function fieldAllowed(emitting: Emitting, node: Parameters<Emitting['refuse']>[0], name: string): boolean {
  if (!FORBIDDEN_NAMES.has(name)) return true
  emitting.refuse(node, 'forbiddenName', { name })
  return false
}

export function isIdentifier(node: Pattern | { type: string }): node is Identifier {
  return node.type === 'Identifier'
}
