/** What the build makes of declared functions (scripts/constantFunctions.mjs): the same program, in which they are constants. */
import { runInNewContext } from 'node:vm'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { constantFunctions } from '../../scripts/constantFunctions.mjs'

function rendered(code: string): string {
  const build = { ...constantFunctions(), parse: (text: string) => parseSync('chunk.js', text).program }
  return (build.renderChunk(code) as { code: string }).code
}
function run(code: string): unknown {
  return JSON.parse(runInNewContext(`${rendered(code)}\nJSON.stringify(result)`) as string)
}

describe('functions as constants', () => {
  it('stand before everything that calls them while the file is loaded', () => {
    const code = 'const result = twice(3);\nfunction twice(n) { return add(n, n) }\nfunction add(a, b) { return a + b }'
    expect(run(code)).toBe(6)
    expect(rendered(code)).toContain('const twice = function twice(n)')
  })
  it('of every kind keep what they are', () => {
    const code =
      'function* two() { yield 1; yield 2 }\nasync function later() {}\nconst result = [[...two()], two.name, later.name]'
    expect(run(code)).toEqual([[1, 2], 'two', 'later'])
  })
  it.each([
    ['an assignment', 'f = () => 2'],
    ['an assignment in another function', '(() => { f = () => 2 })()'],
    ['a pattern', '[f] = [() => 2]'],
    ['a loop', 'for (f of [() => 2]);'],
  ])('stay variables where %s changes them', (_, change) => {
    expect(run(`function f() { return 1 }\n${change}\nconst result = f()`)).toBe(2)
  })
  it('leave the line for the shell first', () => {
    expect(rendered('#!/usr/bin/env node\nconst a = f()\nfunction f() {}')).toMatch(
      /^#!\/usr\/bin\/env node\nconst f = /,
    )
  })
})
