/**
 * What code says, whoever wrote it down: its syntax tree, without comments, layout and types, and with each name that it declares by the
 * order in which it first comes. Keys, exported names of the entry and names of the library are meaning: they stay. Code that was only
 * renamed or laid out anew has the same shape; and two that compile and have one shape do the same.
 */
import type { AnyNode, Identifier, Literal, Program } from 'acorn'
import type { PolicyCode } from '../code'
import { CONSTANTS, GLOBALS } from './offered'
import { readSource } from './source'
import { boundNames, children, isFunction, isNode } from './tree'

/** Text that is no TypeScript is its own shape, but for its spacing. */
export function policyShape({ contract, entry, files }: PolicyCode): string {
  const others = Object.keys(files)
    .filter((name) => name !== entry)
    .sort()
  const programs = [entry, ...others].map((name) => programOf(name, files[name]))
  const given = new Set([...Object.keys(GLOBALS), ...Object.keys(CONSTANTS), ...exportedBy(programs[0])])
  const own = new Set(programs.flatMap((program, i) => (isNode(program) ? declaredIn(program, i > 0) : [])))
  const places = new Map([...own].filter((name) => !given.has(name)).map((name) => [name, -1]))
  let next = 0
  const nameOf: NameOf = (name) => {
    const place = places.get(name)
    if (place === undefined) return name
    if (place < 0) places.set(name, next++)
    return [places.get(name)!]
  }
  return JSON.stringify([contract, ...programs.map((it, i) => (isNode(it) ? written(it, nameOf, i === 0) : it))])
}

/** A name of its own is [its place]; another is itself; a node is [type, …], and a text begins with a quote. */
type Written = string | number | Written[]
type NameOf = (name: string) => Written

function programOf(name: string, typescript: string): Program | string {
  try {
    return readSource(name, typescript).program
  } catch {
    return typescript.replace(/\s+/g, ' ').trim()
  }
}

/** Names that the entry gives away where it declares them: whoever calls it asks for them by name. */
function exportedBy(entry: Program | string): string[] {
  if (!isNode(entry)) return []
  return entry.body.flatMap((node) =>
    node.type === 'ExportNamedDeclaration' && node.declaration ? declaredBy(node.declaration) : [],
  )
}
function declaredIn(node: AnyNode, isOther: boolean): string[] {
  const given = isOther && node.type === 'ExportSpecifier' ? [textOf(node.exported)] : []
  return [...declaredBy(node), ...given, ...children(node).flatMap((child) => declaredIn(child, isOther))]
}
/** By the node itself, not by what is inside. */
function declaredBy(node: AnyNode): string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => boundNames(id))
  if (node.type === 'CatchClause') return node.param ? boundNames(node.param) : []
  if (node.type === 'LabeledStatement') return [node.label.name]
  if ('local' in node && node.type !== 'ExportSpecifier') return [node.local.name]
  const named = 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : []
  return isFunction(node) && 'params' in node ? [...named, ...node.params.flatMap(boundNames)] : named
}
const textOf = (name: Identifier | Literal): string => (name.type === 'Identifier' ? name.name : String(name.value))

/** Where a node stands and how it was spelled. */
const LAYOUT = new Set(['type', 'start', 'end', 'raw', 'shorthand'])

function written(node: AnyNode, nameOf: NameOf, isEntry: boolean, parent: AnyNode = node): Written {
  if (node.type === 'Identifier') return nameOf(node.name)
  const words = wordsOf(node, parent, isEntry)
  const partOf = (value: unknown): Written => {
    if (isNode(value)) return written(value, nameOf, isEntry, node)
    if (Array.isArray(value)) return value.filter((one) => !isNode(one) || one.type !== 'EmptyStatement').map(partOf)
    // A template's text, a pattern's words.
    if (typeof value === 'object' && value !== null) return Object.values(value).map(partOf)
    return typeof value === 'string' ? `"${value}` : String(value)
  }
  const fields = (Object.entries(node) as [string, unknown][]).filter(([field]) => !LAYOUT.has(field))
  return [
    node.type,
    ...fields.map(([field, value]) =>
      words.includes(field) && isNode(value) && value.type === 'Identifier' ? value.name : partOf(value),
    ),
  ]
}
/** The fields of a node whose names are no names of the code's own, whatever it declares besides. */
function wordsOf(node: AnyNode, parent: AnyNode, isEntry: boolean): string[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [] : ['property']
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return node.computed ? [] : ['key']
    case 'ImportSpecifier':
      return isOfLibrary(parent) ? ['imported'] : []
    case 'ExportSpecifier':
      return [...(isEntry ? ['exported'] : []), ...(isOfLibrary(parent) ? ['local'] : [])]
    default:
      return []
  }
}
function isOfLibrary(node: AnyNode): boolean {
  return 'source' in node && node.source?.type === 'Literal' && !String(node.source.value).startsWith('.')
}
