/** Hostile code that compiles: what each attempt comes to, and where the learner is told it happened. */
import { describe, expect, it } from 'vitest'
import { policyFaults } from '../../../src/app/words/en/policyProblems'
import type { Fault } from '../../../src/policies/sandbox'
import { direct, valueOf } from './direct'
import { ENDLESS } from './endless'

describe('code without end', () => {
  for (const [code, bodies] of Object.entries(ENDLESS))
    for (const body of bodies)
      it(`${code}: ${body.slice(0, 70)}`, () => {
        const fault = valueOf(body) as Fault
        expect(['tooManySteps', 'tooLarge', code]).toContain(fault.code)
        expect(fault).toMatchObject({ file: 'policy.ts', line: 2 })
        expect(policyFaults[fault.code](fault.params)).toMatch(/\.$/)
      })

  it('cannot be caught, kept back by finally, or outlived by a later statement', () => {
    for (const body of [
      'try { for (;;) {} } catch (e) { return "caught" }',
      'try { for (;;) {} } finally { return "kept" }',
      'try { for (;;) {} } catch { return "caught" } finally { return "kept" }',
      'l: try { for (;;) {} } finally { break l }\nreturn "later"',
      'for (let i = 0; i < 2; i++) { try { for (;;) {} } finally { continue } }\nreturn "later"',
      'return [1].map(() => { try { for (;;) {} } catch (e) { return "caught" } })',
      'try { [1].forEach(() => { for (;;) {} }) } catch (e) { return "caught" }',
    ])
      expect(valueOf(body), body).toMatchObject({ code: 'tooManySteps' })
  })

  it('takes as many steps, and goes as deep, as the budget says, by the same count every time', () => {
    const module = direct('export function f() { let n = 0; try { g() } catch {} function g() { n++; g() } return n }\nexport function h(n: number) { for (let i = 0; i < n; i++); return n }') // prettier-ignore
    expect(module.call('f', [], { steps: 1000, depth: 50, made: 10 })).toMatchObject({ ok: false, fault: { code: 'tooDeep' }, steps: 50 }) // prettier-ignore
    expect(module.call('h', [99], { steps: 100, depth: 50, made: 10 })).toEqual({ ok: true, value: 99, steps: 100 })
    expect(module.call('h', [100], { steps: 100, depth: 50, made: 10 })).toMatchObject({
      fault: { code: 'tooManySteps' },
    })
  })
})

/** Attempts to get out, or to see what differs by engine; each gives its fault's code, or the harmless value. */
const ATTEMPTS: [body: string, result: unknown][] = [
  ['return ({})["constr" + "uctor"]', 'keyRefused'],
  ['return (() => 1)["constructor"]("return 1")()', 'keyRefused'],
  ['const k = ["__proto__"]; return ({})[k]', 'keyRefused'],
  ['const o = {}; o["__proto__"] = []; return o', 'keyRefused'],
  ['const k = "__proto__"; return { [k]: 1 }', 'keyRefused'],
  ['return Object.fromEntries([["__proto__", 1]])', 'keyRefused'],
  ['return Object.assign({}, JSON.parse(\'{"__proto__":{"a":1}}\'))', 'keyRefused'],
  ['const o = { ...JSON.parse(\'{"__proto__":{"a":1}}\') }; return o.a', undefined],
  ['return [].map', undefined],
  ['return "a".at', undefined],
  ['return ({}).toString', undefined],
  ['return [][["map"]]', undefined],
  ['const o = { f: [].map, length: 1e9 }; return o.f((x) => x)', 'wrongUse'],
  ['const a = []; a["length"] = 1e9; return a', 'indexOutside'],
  ['const a = []; a[1e9] = 1; return a', 'indexOutside'],
  ['const a = []; a[-1] = 1; return a', 'indexOutside'],
  ['const a = []; a.extra = 1; return a', 'fieldOfArray'],
  ['const a = [1, 2]; delete a[0]; return a', 'fieldOfArray'],
  ['f.count = 1', 'notWritable'],
  ['"abc".x = 1', 'notWritable'],
  ['return 1 - [1]', 'objectAsNumber'],
  ['let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return a < 1', 'objectAsNumber'],
  ['let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; a++; return a', 'objectAsNumber'],
  ['let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return Math.max(a, a)', 'objectAsNumber'],
  ['return ({ valueOf: () => 7 }) * 1', 'objectAsNumber'],
  ['return `${{ toString: () => "mine" }}`', '[object Object]'],
  ['return String(() => 1)', 'functionAsText'],
  ['Math.floor = () => 1', 'readOnly'],
  ['Object.keys = () => 1', 'readOnly'],
  ['const M = Math; M.floor = () => 1', 'readOnly'],
  ['return Math["random"]', undefined],
  ['return Array(-1)', 'outOfRange'],
  ['return (1).toFixed(101)', 'outOfRange'],
  ['return (0.5).toString(3)', 'fractionToBase'],
  ['return [].reduce((a) => a)', 'reduceOfNothing'],
  ['return null.x', 'wrongUse'],
  ['return x; const x = 1', 'usedBeforeSet'],
  ['try { return null.x } catch (e) { return [e.name, e.message, e.stack, "" + e] }', ['TypeError', 'wrongUse', undefined, 'TypeError: wrongUse']],
  ['try { return x; const x = 1 } catch (e) { return e.message }', 'usedBeforeSet'],
  ['try { JSON.parse("{") } catch (e) { return e.message }', 'notJson'],
  ['return JSON.parse("[".repeat(20000))', 'nestedTooDeep'],
  ['const o = {}; o.o = o; return JSON.stringify(o)', 'nestedTooDeep'],
  ['throw { get: 1 }', 'threw'],
  ['throw new Error("mine")', 'threw'],
  ['throw null', 'threw'],
  ['return this', undefined],
  ['return (function () { return this })()', undefined],
  ['let f = 0; try { throw 1 } finally { f = 2 }', 'threw'],
  ['return Math.max(...Array(10001).fill(1))', 'tooManyArguments'],
  ['const g = (...a) => a.length; return g(...Array(51).fill(1))', 'tooManyArguments'],
  ['return [..."import(1) eval(1) <!-- -->"].length', 26],
] // prettier-ignore

describe('attempts', () => {
  for (const [body, result] of ATTEMPTS)
    it(body.slice(0, 80), () => {
      const got = valueOf(body)
      if (typeof got === 'object' && got !== null && 'code' in got) expect((got as Fault).code).toEqual(result)
      else expect(got).toEqual(result)
    })
})

describe('what stands outside of functions', () => {
  it('is frozen all the way down, functions too', () => {
    const module = direct(
      'const table = { a: [1] }\nfunction g() {}\nexport function f() { table.a.push(2) }\nexport function h() { const t = table; t.b = 1 }',
    )
    expect(module.call('f')).toMatchObject({ fault: { code: 'readOnly', line: 3 } })
    expect(module.call('h')).toMatchObject({ fault: { code: 'readOnly', line: 4 } })
  })

  it('that is too large to be made fails every call', () => {
    const doubled = Array.from({ length: 20 }, (_, i) => `const s${i + 1} = s${i} + s${i}`).join('\n')
    const module = direct(`const s0 = "x"\n${doubled}\nexport function f() { return 1 }`)
    expect(module.call('f')).toMatchObject({ ok: false, fault: { code: 'textTooLong' } })
  })
})

it('a frozen context cannot be changed, and the learner is told at which line', () => {
  const module = direct('export function f(context: any, state: any) {\n  state.n = 1\n  context.now = 5\n}')
  const state = {}
  expect(module.call('f', [Object.freeze({ now: 1 }), state])).toMatchObject({
    fault: { code: 'readOnly', file: 'policy.ts', line: 3 },
  })
  expect(state).toEqual({ n: 1 })
})

it('a recorded call tells which statement returned, and what was logged, within bounds', () => {
  const module = direct('export function f(x: number) {\n  console.log("x is", x, { x })\n  for (let i = 0; i < 200; i++) console.log(i)\n  if (x > 1)\n    return g(x)\n  return 0\n}\nfunction g(x: number) { return -x }') // prettier-ignore
  const { outcome, returned, log } = module.recorded('f', [2])
  expect([outcome, returned?.line, log[0], log.length]).toMatchObject([
    { ok: true, value: -2 },
    5,
    'x is 2 {"x":2}',
    100,
  ])
  expect(module.recorded('f', [0]).returned).toMatchObject({ line: 6 })
})
