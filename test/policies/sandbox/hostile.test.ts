/** Hostile code that compiles: what each attempt comes to, and where the learner is told it happened. */
import { describe, expect, it } from 'vitest'
import { policyFaults } from '../../../src/app/words/en/policyProblems'
import type { Fault } from '../../../src/policies/sandbox'
import { direct, valueOf } from './direct'
import { ATTEMPTS } from './attempts'
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

it('a call costs the same whether it is recorded or not, whatever it logs', () => {
  const module = direct(
    'export function f() { let a: any = [1]; for (let i = 0; i < 20; i++) a = [a, a]; console.log(a, "x"); return 1 }',
  )
  const { outcome, log } = module.recorded('f')
  expect(outcome).toEqual(module.call('f'))
  expect(log).toEqual(['…'])
})
