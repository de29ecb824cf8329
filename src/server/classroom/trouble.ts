/** Errors that nobody waits for: said once each to the console, and the classroom goes on. */
import { stderr } from 'node:process'

const SAID_MAX = 50
const said = new Set<string>()

export function report(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const what = text.split('\n').slice(0, 6).join('\n')
  if (said.has(what) || said.size >= SAID_MAX) return
  said.add(what)
  stderr.write(`classroom: ${what}\n`)
}
