/** What the compiler refuses: each with its code, at its line. */
import { describe, expect, it } from 'vitest'
import { compilePolicy } from '../../../src/policies/compiler'
import { policyProblems } from '../../../src/app/words/en/policyProblems'
import { problemsOf } from '../sandbox/direct'

const inFunction = (body: string): string => `export function f(x: any, y: any) {\n${body}\n}`

/** Code of the problem → statements inside a function, of which the first line has it. */
const INSIDE: Record<string, string[]> = {
  async: ['await x', 'const g = async () => 1', 'async function g() {}', 'new Promise(() => 1)', 'Promise.resolve(1)', 'for await (const a of x) {}'],
  generator: ['function* g() {}', 'const g = { *h() {} }'],
  class: ['class A { static x = 1 }', 'const A = class { static { y() } }', 'const { a } = class {}'],
  accessor: ['return { get a() { return 1 } }', 'return { set a(v: number) {} }'],
  regularExpression: ['return /(a+)+$/.test(x)', 'return new RegExp("(a+)+$")'],
  bigint: ['return 1n', 'return BigInt(1)'],
  taggedTemplate: ['return x`a${y}`'],
  looseEquality: ['return x == y', 'return x != 0'],
  instanceOf: ['return x instanceof y'],
  newOf: ['return new x()', 'return new Object()', 'return new x.y()'],
  hole: ['return [1, , 2]'],
  arguments: ['return arguments[0]'],
  parameterDefault: ['return (a = x()) => a', 'return (a = [y].map(x)) => a', 'function g({ b = x() }) {}', 'return (a = (y = 1)) => a', 'return (a = y++) => a'],
  catchPattern: ['try {} catch ({ message }) {}'],
  restInside: ['const { a: { ...b } } = x', 'return ({ ...a }: any) => a', 'const [[...b]] = x'],
  computedInPattern: ['const { ["constr" + "uctor"]: c } = x'],
  methodInPattern: ['const { map } = [1]', 'return ({ apply }: any) => apply'],
  patternTarget: ['[x.length] = [1]', '({ a: x.b } = y)'],
  compoundTarget: ['x().a += 1', 'x[y++] += 1', 'x()[0]++'],
  deleteTarget: ['delete x?.a'],
  lengthWritten: ['x.length = 1e9', 'x.length++'],
  spreadIntoMethod: ['return x.map(...y)'],
  notOffered: ['return new.target', 'return import.meta', 'return Object.defineProperty(x, "a", {})', 'return Object.prototype', 'debugger', 'return String.raw'],
  methodNotOffered: ['return x.call(y)', 'return x.apply(y)', 'return x.bind(y)', 'return x.toLocaleString()', 'return x.localeCompare(y)', 'return x.match("a")', 'return [].map.call(x)', 'return x?.call(y)'],
  unknownName: ['return z', 'z = 1', 'setMagic()'],
  reservedName: ['const $$in = 1', 'const $$d = 1', 'const undefined = 1', '$$d: for (;;) {}'],
  forbiddenName: ['return x.constructor.constructor("return 1")()', 'return x.__proto__', 'x.__proto__ = y', 'return { __proto__: x }', "return { 'constructor': x }", 'const { constructor: c } = x', 'return f.prototype', "({ '__proto__': x } = y)", 'return x?.constructor', 'return x.__defineGetter__("a", y)', 'return { prototype() {} }'],
  clock: ['return Date.now()', 'return new Date()', 'return performance.now()'],
  timer: ['setTimeout(x, 0)', 'queueMicrotask(x)'],
  chance: ['return Math.random()', 'return crypto.getRandomValues(x)'],
  wayOut: ['fetch("https://example.org")', 'postMessage(x)', 'importScripts("x")', 'new WebSocket("ws://x")', 'return globalThis', 'return self', 'return process.env', 'new Worker("x")'],
  evaluates: ['return eval("1")', 'return (0, eval)("1")', 'return new Function("return 1")()', 'return Function("return 1")()'],
  reflection: ['return Symbol.toPrimitive', 'return new Proxy(x, {})', 'return Reflect.ownKeys(x)', 'return { [Symbol.iterator]: x }', 'return new WeakMap()'],
  importExpression: ['return import("./x")'],
  topLevelState: ['f = x', '({ f } = x)', 'for (f of x) {}'],
  tooManyArguments: [`return x(${'1,'.repeat(51)})`, 'return [1].indexOf(1, 2, 3, 4, 5)'],
} // prettier-ignore

describe('inside of functions', () => {
  for (const [code, bodies] of Object.entries(INSIDE))
    for (const body of bodies)
      it(`${code}: ${body.slice(0, 60)}`, () => {
        const problems = problemsOf(inFunction(body))
        expect(problems.map((problem) => problem.code)).toContain(code)
        for (const problem of problems) {
          expect(problem).toMatchObject({ file: 'policy.ts', line: 2 })
          expect(policyProblems[problem.code](problem.params)).toMatch(/[.!]$/)
        }
      })
})

/** Code of the problem → text at the top of a file, of which the first line has it. */
const AT_THE_TOP: Record<string, string[]> = {
  topLevelVariable: ['let count = 0', 'var count = 0', 'export let count = 0'],
  topLevelPattern: ['const { a } = { a: 1 }'],
  topLevelCall: ['const seen = new Map()', 'const x = f()', 'const h = (() => { let n = 0; return () => n++ })()', 'const k = Object.keys({})', 'const a = [...[1]]', 'export default f()'],
  topLevelStatement: ['f()', 'for (;;) {}', 'if (true) {}', '{ }', 'f.count = 1'],
  topLevelThis: ['const me = this'],
  enum: ['enum Kind { a, b }', 'export enum Kind { a = "x" }'],
  class: ['class A {}', 'export class A {}', 'export default class {}'],
  importRefused: ["import { x } from 'node:fs'\nconst y = x", "import x from './missing'\nconst y = x", "import * as y from 'faultline'\nconst z = y", "export { q } from 'elsewhere'"],
  exportAll: ["export * from './policy'"],
  syntax: ['const a: number = ;', 'export function g( {'],
  unterminated: ['const a = "x'],
  declaredTwice: ['const a = 1; const a = 2'],
  regularExpression: ['const r = /a/'],
  clock: ['const now = Date'],
} // prettier-ignore

describe('at the top of a file', () => {
  for (const [code, texts] of Object.entries(AT_THE_TOP))
    for (const text of texts)
      it(`${code}: ${text.slice(0, 60)}`, () => {
        const [problem] = problemsOf(`${text}\nexport function f() { return 1 }`)
        expect(problem).toMatchObject({ code, line: expect.any(Number) as number })
      })
})

describe('places', () => {
  it('are those of the TypeScript, types before them included', () => {
    const source = 'export function f(a: number, b: string): boolean { return a == b }'
    expect(problemsOf(source)).toMatchObject([{ line: 1, column: source.indexOf('a == b') + 1 }])
  })

  it('of everything that is wrong are told at once, in order', () => {
    const source = 'let a = 1\nexport function f(x: any) {\n  eval("1")\n  return x == 1\n}'
    expect(problemsOf(source).map(({ code, line }) => [code, line])).toEqual([
      ['topLevelVariable', 1],
      ['evaluates', 3],
      ['looseEquality', 4],
    ])
  })
})

describe('size', () => {
  it('of the source, of files and of nesting has an end', () => {
    expect(problemsOf(`// ${'x'.repeat(70_000)}`)).toMatchObject([{ code: 'sourceTooLarge' }])
    const files = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [i ? `a${i}.ts` : 'policy.ts', '']))
    expect(problemsOf(files)).toMatchObject([{ code: 'tooManyFiles' }])
    for (const nested of ['('.repeat(30_000), `${'['.repeat(20_000)}${']'.repeat(20_000)}`, `1${' + 1'.repeat(9_000)}`])
      expect(problemsOf(`export const x = ${nested}`)).toMatchObject([{ code: expect.any(String) as string }])
    expect(problemsOf(`export const x = 1${' + 1'.repeat(9_000)}`)).toMatchObject([{ code: 'nestedTooDeep' }])
    expect(problemsOf({})).toMatchObject([{ code: 'noEntry' }])
  })
})

describe('files', () => {
  it('import each other by relative names, one program in the end', () => {
    const compiled = compilePolicy(
      {
        'policy.ts': "import { twice } from './rules/maths'\nexport const f = (x: number) => twice(x)",
        'rules/maths.ts': "import { two } from '../two.ts'\nexport function twice(x: number) { return x * two }",
        'two.ts': 'export const two = 2',
      },
      'policy.ts',
    )
    expect(compiled).toMatchObject({ ok: true, exports: ['f'] })
  })

  it('in a circle, or asked for what they do not have, are refused where it is asked', () => {
    const circle = {
      'policy.ts': "import { a } from './a'\nexport const f = () => a()",
      'a.ts': "import { f } from './policy'\nexport const a = () => f()",
    }
    expect(problemsOf(circle)).toContainEqual(expect.objectContaining({ code: 'importCircle', file: 'a.ts', line: 1 }))
    const missing = { 'policy.ts': "import { b } from './a'\nexport const f = () => b()", 'a.ts': 'export const a = 1' }
    expect(problemsOf(missing)).toMatchObject([{ code: 'importMissing', params: { name: 'b', from: './a' } }])
  })
})
