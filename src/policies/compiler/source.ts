/** A file of TypeScript, read: types taken away, parsed. Lines stay where they were. */
import { parse, type Program } from 'acorn'
import { transform } from 'sucrase'
import { SOURCE_LIMITS } from './limits'
import { Unreadable, type Problem } from './problem'

export interface Source {
  file: string
  program: Program
  /** Lines on which an enum begins, of which nothing is left but what it becomes. */
  enumLines: ReadonlySet<number>
  place(offset: number): { line: number; column: number }
}

interface SyntaxFault {
  message: string
  loc?: { line: number; column: number }
}

/** Throws Unreadable where the text is no TypeScript that we understand. */
export function readSource(file: string, typescript: string): Source {
  const js = attempt(file, typescript, () => withoutTypes(typescript))
  const place = placesOf(js, typescript)
  const original = typescript.split('\n')
  const program = attempt(
    file,
    js,
    () => parse(js, { ecmaVersion: 2022, sourceType: 'module' }),
    (line, column) => columnBefore(js.split('\n')[line - 1] ?? '', original[line - 1] ?? '', column),
  )
  const enumLines = new Set(
    original.flatMap((line, i) => (/^\s*(export\s+)?(const\s+)?enum\b/.test(line) ? [i + 1] : [])),
  )
  return { file, program, enumLines, place }
}

function withoutTypes(typescript: string): string {
  return transform(typescript, { transforms: ['typescript'], disableESTransforms: true }).code
}

/** `columnOf` takes and gives columns from 0. */
function attempt<T>(
  file: string,
  text: string,
  work: () => T,
  columnOf = (_line: number, column: number): number => column,
): T {
  try {
    return work()
  } catch (thrown) {
    const { message, loc } = thrown as SyntaxFault
    // A parser that ran out of stack says so by an error without a place.
    if (!loc) throw new Unreadable(nestedTooDeep(file))
    const at = {
      line: loc.line,
      column: thrown instanceof SyntaxError && 'raisedAt' in thrown ? loc.column : loc.column - 1,
    }
    const column = columnOf(at.line, at.column) + 1
    throw new Unreadable({ ...syntaxProblem(text, message, at), file, line: at.line, column })
  }
}

function nestedTooDeep(file: string): Problem {
  return { code: 'nestedTooDeep', params: { max: SOURCE_LIMITS.nesting }, file, line: 1, column: 1 }
}

function syntaxProblem(
  text: string,
  message: string,
  at: { line: number; column: number },
): Pick<Problem, 'code' | 'params'> {
  const declared = /'([^']+)' has already been declared/.exec(message)
  if (declared) return { code: 'declaredTwice', params: { name: declared[1] } }
  if (/Unterminated/.test(message)) return { code: 'unterminated', params: {} }
  const line = text.split('\n')[at.line - 1] ?? ''
  if (/\bawait\b/.test(line)) return { code: 'async', params: { name: 'await' } }
  const near = /^\s*(\w+|\S)/.exec(line.slice(at.column))
  return near ? { code: 'syntax', params: { near: near[1] } } : { code: 'syntaxEnd', params: {} }
}

/** Where an offset of the JavaScript stood in the TypeScript. */
function placesOf(js: string, typescript: string): Source['place'] {
  const lines = js.split('\n')
  const originals = typescript.split('\n')
  const starts = [0]
  for (const line of lines) starts.push(starts[starts.length - 1] + line.length + 1)
  return (offset) => {
    let line = 1
    while (line < lines.length && starts[line] <= offset) line++
    const column = columnBefore(lines[line - 1], originals[line - 1] ?? '', offset - starts[line - 1])
    return { line, column: column + 1 }
  }
}

/** Types were only taken away, so a line is what remains of the original: its letters are found again one after the other. */
function columnBefore(line: string, original: string, column: number): number {
  if (line === original) return column
  let at = 0
  for (let i = 0; i < column; i++) {
    const found = line[i] === ' ' ? (original[at] === ' ' ? at : -1) : original.indexOf(line[i], at)
    if (found >= 0) at = found + 1
  }
  const found = original.indexOf(line[column], at)
  return found >= 0 ? found : Math.min(at, original.length)
}
