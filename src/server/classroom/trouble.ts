/**
 * Errors that nobody waits for: said once each to the console, and the classroom goes on. What strangers send may stand in them: nothing
 * of it commands the terminal, nor makes one error look like many.
 */
import { stderr } from 'node:process'
import { printable } from '../../kernel'

const SAID_MAX = 50
const LINE_MAX = 400
const said = new Set<string>()

export function report(error: unknown): void {
  const what = textOf(error)
    .split('\n')
    .slice(0, 6)
    .map((line) => printable(line).slice(0, LINE_MAX))
    .join('\n')
  const kind = kindOf(what)
  if (said.has(kind) || said.size >= SAID_MAX) return
  said.add(kind)
  stderr.write(`classroom: ${what}\n`)
}
/** The room engine writes to the console what a hostile page sends, each time. */
export function takeConsole(): void {
  for (const method of ['error', 'warn', 'info', 'log'] as const)
    console[method] = (...what: unknown[]) => report(what.map(textOf).join(' '))
}
function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
/** Without what is another each time: names of sockets, rooms and people, what is quoted, numbers. */
function kindOf(what: string): string {
  return what
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replace(/".*"/g, '""')
    .replace(/\b[rlh][a-z2-7]{12,26}\b/g, '')
    .replace(/\d+/g, '0')
}
