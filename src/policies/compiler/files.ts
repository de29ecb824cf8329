/** Which file an import means, and in what order files come: what is imported stands first. */
import type { Source } from './source'

/** A path with `.` and `..` resolved, without leading slash. */
export function resolvePath(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** The file's name among those given, or null: with or without its ending. */
export function fileOf(names: readonly string[], from: string, specifier: string): string | null {
  if (!specifier.startsWith('./') && !specifier.startsWith('../')) return null
  const path = resolvePath(from, specifier)
  return (
    [path, `${path}.ts`, path.replace(/\.js$/, '.ts'), `${path}/index.ts`].find((name) => names.includes(name)) ?? null
  )
}

/** The specifiers of a file's imports and re-exports. */
export function importsOf({ program }: Source): { specifier: string; start: number }[] {
  return program.body.flatMap((node) => {
    const source =
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportAllDeclaration'
        ? node.source
        : null
    return source ? [{ specifier: String(source.value), start: source.start }] : []
  })
}
