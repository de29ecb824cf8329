/**
 * The compiler of learners' policies: TypeScript in, one guarded JavaScript program out, or what is refused and why. The
 * program's text is a function of the sandbox's guard; only src/policies/sandbox knows how to run it.
 */
import { fileOf, importsOf } from './files'
import { SOURCE_LIMITS } from './limits'
import { moduleText } from './moduleText'
import { GLOBALS } from './offered'
import { sorted, Unreadable, type Problem } from './problem'
import { readSource, type Source } from './source'

export type { ProblemCode } from './codes'
export type { Problem } from './problem'

/** Where in the learner's files a site of the running program is. */
export interface Place {
  file: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
}
/** By the site's number. */
export type LineMap = readonly Place[]

export type Compiled = { ok: true; js: string; exports: string[]; lines: LineMap } | { ok: false; problems: Problem[] }

/** What the guard gives, by the names that the program calls it by. */
export const GUARD_NAMES = [
  '$$S', '$$in', '$$out', '$$tick', '$$caught', '$$fin', '$$add', '$$cat', '$$n', '$$p', '$$pow', '$$post', '$$get', '$$set',
  '$$own', '$$w', '$$has', '$$remove', '$$invoke', '$$apply', '$$key', '$$keys', '$$spread', '$$fields', '$$args', '$$isA',
  '$$freeze', '$$m',
] as const // prettier-ignore

/**
 * Compiles the file `entry` with what it imports among `files` (names like `policy.ts`, `rules/limits.ts`). `exports` are the
 * entry's. All problems of all files are reported, up to SOURCE_LIMITS.problems.
 */
export function compilePolicy(files: Readonly<Record<string, string>>, entry: string): Compiled {
  const problems: Problem[] = tooLarge(files, entry)
  if (problems.length > 0) return { ok: false, problems }
  const lines: Place[] = [{ file: entry, line: 1, column: 1 }]
  const order: Source[] = []
  gather(files, entry, [], order, problems)
  const exportsOf = new Map<string, string[]>()
  const variable = (file: string): string => `$$f${order.findIndex((source) => source.file === file)}`
  const modules = order.map((source) => {
    const refuse = (node: { start: number }, code: Problem['code'], params: Problem['params'] = {}): string => {
      const at = source.place(node.start)
      if (source.enumLines.has(at.line))
        problems.push({ code: 'enum', params: {}, file: source.file, ...at, column: 1 })
      else problems.push({ code, params, file: source.file, ...at })
      return '(void 0)'
    }
    const site = (node: { start: number }): number => lines.push({ file: source.file, ...source.place(node.start) }) - 1
    const { text, exports } = moduleText(source, refuse, site, (specifier) => {
      const file = fileOf(Object.keys(files), source.file, specifier)
      return file === null ? null : { variable: variable(file), exports: exportsOf.get(file) ?? null }
    })
    exportsOf.set(source.file, exports)
    return `const ${variable(source.file)} = (() => {\n${text}})();\n`
  })
  if (problems.length > 0) return { ok: false, problems: sorted(problems).slice(0, SOURCE_LIMITS.problems) }
  const parameters = [...GUARD_NAMES, ...Object.keys(GLOBALS)].join(', ')
  const js = `(function (${parameters}) {\n'use strict';\n${modules.join('')}return ${variable(entry)};\n})`
  return { ok: true, js, exports: exportsOf.get(entry) ?? [], lines }
}

function tooLarge(files: Readonly<Record<string, string>>, entry: string): Problem[] {
  const at = { file: entry, line: 1, column: 1 }
  const names = Object.keys(files)
  const length = names.reduce((sum, name) => sum + files[name].length, 0)
  const { length: max, files: filesMax } = SOURCE_LIMITS
  if (!names.includes(entry)) return [{ code: 'noEntry', params: { name: entry }, ...at }]
  if (names.length > filesMax) return [{ code: 'tooManyFiles', params: { max: filesMax }, ...at }]
  return length > max ? [{ code: 'sourceTooLarge', params: { max, got: length }, ...at }] : []
}

/** Reads a file and those it imports, these first. */
function gather(
  files: Readonly<Record<string, string>>,
  file: string,
  path: readonly string[],
  order: Source[],
  problems: Problem[],
): void {
  let source: Source
  try {
    source = readSource(file, files[file])
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown
    problems.push(thrown.problem)
    return
  }
  for (const { specifier, start } of importsOf(source)) {
    const wanted = fileOf(Object.keys(files), file, specifier)
    if (wanted === null || order.some((known) => known.file === wanted)) continue
    if (wanted === file || path.includes(wanted))
      problems.push({ code: 'importCircle', params: { name: specifier }, file, ...source.place(start) })
    else gather(files, wanted, [...path, file], order, problems)
  }
  order.push(source)
}
