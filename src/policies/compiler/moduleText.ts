/** One file of the program: a function that makes its functions and constants, freezes them, and gives what it exports. */
import type { AnyNode, ExportNamedDeclaration, ImportDeclaration } from 'acorn'
import type { ProblemCode } from './codes'
import { Emitter } from './emit/emitter'
import { textLiteral, type Emitting } from './emit/emitting'
import { lexicalNames, Scope } from './emit/scope'
import { nesting } from './tree'
import { SOURCE_LIMITS } from './limits'
import type { Source } from './source'
import { constant, constants } from './topLevel'

export interface ModuleText {
  text: string
  exports: string[]
}

/** `nameOf` gives the variable that holds the exports of an imported file, and what that file exports (null: it could
 * not be read, which is told elsewhere); null where there is none. */
export function moduleText(
  source: Source,
  refuse: Emitting['refuse'],
  site: Emitting['site'],
  nameOf: (specifier: string) => { variable: string; exports: readonly string[] | null } | null,
): ModuleText {
  const { program } = source
  if (nesting(program) > SOURCE_LIMITS.nesting) {
    refuse(program, 'nestedTooDeep', { max: SOURCE_LIMITS.nesting })
    return { text: '', exports: [] }
  }
  const imports = program.body.filter((node) => node.type === 'ImportDeclaration')
  const imported = imports.flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name))
  const declared = lexicalNames(program.body.flatMap((node) => declarationsIn(node)))
  const emitter = new Emitter(new Scope([...imported, ...declared], null), refuse, site)
  const exports = new Map<string, string>()
  const text = program.body.map((node) => topLevel(emitter, node, exports, nameOf)).join('')
  const frozen = declared.map((name) => `$$freeze(${name});\n`).join('')
  const given = [...exports].map(([name, local]) => `${textLiteral(name)}: ${local}`).join(', ')
  return { text: `${text}${frozen}return { __proto__: null, ${given} };\n`, exports: [...exports.keys()] }
}

type NameOf = Parameters<typeof moduleText>[3]

function declarationsIn(node: AnyNode): AnyNode[] {
  if (node.type === 'ExportNamedDeclaration') return node.declaration ? [node.declaration] : []
  if (node.type === 'ExportDefaultDeclaration') return [node.declaration]
  return [node]
}

function topLevel(emitter: Emitter, node: AnyNode, exports: Map<string, string>, nameOf: NameOf): string {
  switch (node.type) {
    case 'ImportDeclaration':
      return importText(emitter, node, nameOf)
    case 'ExportNamedDeclaration':
      return exportText(emitter, node, exports, nameOf)
    case 'ExportDefaultDeclaration': {
      const { declaration } = node
      if (declaration.type === 'ClassDeclaration') return refused(emitter, declaration, 'class')
      exports.set(
        'default',
        declaration.type === 'FunctionDeclaration' && declaration.id ? declaration.id.name : '$$default',
      )
      if (declaration.type === 'FunctionDeclaration')
        return declaration.id
          ? `${emitter.func(declaration)}\n`
          : `const $$default = $$freeze(${emitter.func(declaration)});\n`
      return `const $$default = $$freeze(${constant(emitter, declaration)});\n`
    }
    case 'ExportAllDeclaration':
      return refused(emitter, node, 'exportAll')
    case 'FunctionDeclaration':
      return `${emitter.func(node)}\n`
    case 'VariableDeclaration':
      return constants(emitter, node)
    case 'ClassDeclaration':
      return refused(emitter, node, 'class')
    case 'EmptyStatement':
      return ''
    case 'ExpressionStatement':
      return node.directive === undefined ? refused(emitter, node, 'topLevelStatement') : ''
    default:
      return refused(emitter, node, 'topLevelStatement')
  }
}

function refused(emitter: Emitter, node: AnyNode, code: ProblemCode): '' {
  emitter.refuse(node, code)
  return ''
}

function importText(emitter: Emitter, node: ImportDeclaration, nameOf: NameOf): string {
  const specifier = String(node.source.value)
  const from = nameOf(specifier)
  if (!from) {
    emitter.refuse(node.source, 'importRefused', { name: specifier })
    return ''
  }
  return node.specifiers
    .map((item) => {
      if (item.type === 'ImportNamespaceSpecifier') return emitter.refuse(item, 'importStar')
      const name = item.type === 'ImportDefaultSpecifier' ? 'default' : nameIn(item.imported)
      if (from.exports && !from.exports.includes(name))
        return emitter.refuse(item, 'importMissing', { name, from: specifier })
      return `const ${item.local.name} = ${from.variable}[${textLiteral(name)}];\n`
    })
    .join('')
}

function exportText(
  emitter: Emitter,
  node: ExportNamedDeclaration,
  exports: Map<string, string>,
  nameOf: NameOf,
): string {
  if (node.source) {
    const specifier = String(node.source.value)
    const from = nameOf(specifier)
    if (!from) return emitter.refuse(node.source, 'importRefused', { name: specifier })
    for (const { local, exported } of node.specifiers) {
      if (from.exports && !from.exports.includes(nameIn(local)))
        return emitter.refuse(local, 'importMissing', { name: nameIn(local), from: specifier })
      exports.set(nameIn(exported), `${from.variable}[${textLiteral(nameIn(local))}]`)
    }
    return ''
  }
  for (const { local, exported } of node.specifiers) exports.set(nameIn(exported), nameIn(local))
  if (!node.declaration) return ''
  for (const name of lexicalNames([node.declaration])) exports.set(name, name)
  return topLevel(emitter, node.declaration, exports, nameOf)
}

function nameIn(node: { type: string; name?: string; value?: unknown }): string {
  return node.name ?? String(node.value)
}
