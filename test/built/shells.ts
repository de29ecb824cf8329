/** The JavaScript shells at hand, and what the built engine says in them: Node's V8, JavaScriptCore's jsc, SpiderMonkey's js102. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

export const engine = readFileSync('dist/engine/faultline.js', 'utf8')

/** One test a shell: with the engine before it, this expression's value is the expected one, as JSON, and nothing is complained of. `before`: another script, before the engine. */
export function inEveryShell(what: string, expression: string, expected: unknown, before = ''): void {
  for (const shell of [process.execPath, 'jsc', 'js102']) {
    const isHere = spawnSync(shell, ['-e', '0']).error === undefined
    const name = shell === process.execPath ? 'node' : shell
    test.skipIf(!isHere)(`${what} in ${name}${isHere ? '' : ' (skipped: it is not installed)'}`, () => {
      const { stdout, stderr } = said(shell, expression, before)
      expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: JSON.stringify(expected), stderr: '' })
    })
  }
}

function said(shell: string, expression: string, before: string): { stdout: string; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-engine-'))
  const script = join(folder, 'script.js')
  writeFileSync(
    script,
    `${before}\n;${engine}\n;(typeof print === 'function' ? print : console.log)(JSON.stringify(${expression}))`,
  )
  const { stdout, stderr } = spawnSync(shell, [script], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return { stdout, stderr }
}
