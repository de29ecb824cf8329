/** The realm: SES loaded on demand, one Compartment a program, in a process of this file's own (lockdown freezes what all share). */
import { beforeAll, expect, it } from 'vitest'
import { compilePolicy } from '../../../src/policies/compiler'
import { METHODS, METHODS_REFUSED, FORBIDDEN_NAMES, GLOBALS } from '../../../src/policies/compiler/offered'
import { globals } from '../../../src/policies/sandbox/globals'
import { methods } from '../../../src/policies/sandbox/methods'
import { lockedRealm, sesRealm, type LearnerModule, type Realm } from '../../../src/policies/sandbox'
import { direct } from './direct'
import { BESIDES, EXAMPLES } from './realistic'

let realm: Realm

beforeAll(async () => {
  realm = await sesRealm(globalThis)
})

function module(source: string, besides: Record<string, string> = {}): LearnerModule {
  const compiled = compilePolicy({ 'policy.ts': source, ...besides }, 'policy.ts')
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return realm.evaluate(compiled.js, compiled.lines)
}

it('is made once', async () => {
  expect(await sesRealm(globalThis)).toBe(realm)
  expect(() => lockedRealm(globalThis as never)).toThrow()
})

for (const [name, { source, calls }] of Object.entries(EXAMPLES))
  it(`runs ${name} as it runs without SES, step for step`, () => {
    const besides = BESIDES[name] ?? {}
    const confined = module(source, besides)
    const bare = direct({ 'policy.ts': source, ...besides })
    for (const args of calls) expect(confined.call('decide', args)).toEqual(bare.call('decide', args))
  })

it('takes texts that look like imports, evals and comments of HTML', () => {
  const texts = 'import("x") eval("y") <!-- --> // import(x)\n'
  const source = `// import('x') <!-- eval(1)\nexport const f = (x: number) => [${JSON.stringify(texts)}, x-- > 0, { import: 1, eval: 2 }]`
  expect(module(source).call('f', [1])).toMatchObject({ ok: true, value: [texts, true, { import: 1, eval: 2 }] })
})

it('two programs share nothing but what is frozen', () => {
  const a = module('export const f = (o: any) => { o.push(1); return o }')
  const b = module('export const f = (o: any) => o.length')
  const list: unknown[] = []
  a.call('f', [list])
  expect(b.call('f', [list])).toMatchObject({ ok: true, value: 1 })
  for (const { prototype } of [Object, Array, Map, Function] as { prototype: object }[])
    expect(Object.isFrozen(prototype)).toBe(true)
})

it('the sandbox has what the compiler offers, no less and no more', () => {
  expect(Object.keys(methods).sort()).toEqual([...METHODS].sort())
  expect(Object.keys(globals).sort()).toEqual(Object.keys(GLOBALS).sort())
  for (const [name, members] of Object.entries(GLOBALS)) {
    const own = Object.getOwnPropertyNames(globals[name]).filter(
      (member) => !['length', 'name', 'prototype'].includes(member),
    )
    expect([name, own.sort()]).toEqual([name, [...members].sort()])
    expect(Object.isFrozen(globals[name])).toBe(true)
  }
})

it('every method of this engine that a value of a learner’s could inherit is named', () => {
  const known = new Set([...METHODS, ...METHODS_REFUSED, ...FORBIDDEN_NAMES, 'length', 'name', 'size'])
  const inherited = [Object, Function, Array, String, Number, Boolean, Map, Set].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  )
  expect(inherited.filter((name) => !known.has(name))).toEqual([])
})
