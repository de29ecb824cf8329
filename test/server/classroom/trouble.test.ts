/** What the server says on the teacher's console of what strangers send. */
import process from 'node:process'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { report, takeConsole } from '../../../src/server/classroom/trouble'

const { error, warn, info, log } = console
let said: string[]
beforeEach(() => {
  said = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(console, { error, warn, info, log })
})

it('commands no terminal, whichever way the room engine says it', () => {
  takeConsole()
  for (const [n, method] of (['error', 'warn', 'info', 'log'] as const).entries())
    console[method](`${'abcd'[n]} \u001b]0;pwned\u0007 \u202e ${method}`)
  expect(said).toHaveLength(4)
  for (const line of said) expect(line.slice(0, -1)).toMatch(/^[^\u0000-\u001f\u202e]*$/)
})
it('is one line for what differs only in what strangers choose, so that others are still said', () => {
  takeConsole()
  for (let n = 0; n < 200; n++) {
    const id = `0000${1_000 + n}-0000-4000-8000-000000000000`
    console.warn(`closing connection ${id}: too much for "room " ${n} \u001b" (${n} > 5 bytes)`)
  }
  expect(said).toHaveLength(1)
  report(new Error('a real one'))
  expect(said).toHaveLength(2)
})
