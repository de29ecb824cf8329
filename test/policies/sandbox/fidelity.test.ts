/** Guarded code computes what the learner's code computes: realistic policies, and generated programs. */
import fc from 'fast-check'
import { transform } from 'sucrase'
import { describe, expect, it } from 'vitest'
import { direct } from './direct'
import { BESIDES, EXAMPLES } from './realistic'

/** The function `decide` of the sources as plain JavaScript; imports only from files that stand before. */
function plain(...sources: string[]): (...args: unknown[]) => unknown {
  const js = sources.map((source) => transform(source, { transforms: ['typescript'], disableESTransforms: true }).code)
  const text = js.join('\n').replace(/^import .*$/gm, '').replace(/^export /gm, '')
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func -- texts of this test
  return (new Function(`'use strict';\n${text}\nreturn decide`) as () => (...args: unknown[]) => unknown)()
} // prettier-ignore

describe('realistic policies', () => {
  for (const [name, { source, calls }] of Object.entries(EXAMPLES))
    it(name, () => {
      const besides = BESIDES[name] ?? {}
      const module = direct({ 'policy.ts': source, ...besides })
      const original = plain(...Object.values(besides), source)
      for (const args of calls)
        expect(module.call('decide', args)).toMatchObject({ ok: true, value: original(...structuredClone(args)) })
    })
})

const variable = fc.constantFrom('a', 'b', 'c')

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.integer({ min: -9, max: 9 }).map((n) => (n < 0 ? `(${n})` : String(n))),
    fc.constantFrom("'x'", "''", "'2'", 'true', 'null', 'undefined', '0.1', 'list.length', 'box.v', 'list[0]', 'list[a]'),
    variable,
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '<', '>=', '===', '!==', '&&', '||', '&', '>>'), tie('expression'))
      .map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
    fc.tuple(fc.constantFrom('-', '+', '!', '~', 'typeof '), tie('expression')).map(([op, x]) => `(${op}${x})`),
    fc.tuple(variable, fc.constantFrom('=', '+=', '-=', '*=', '??='), tie('expression')).map(([v, op, x]) => `(${v} ${op} ${x})`),
    fc.tuple(fc.constantFrom('(a++)', '(--b)', '(box.v++)', '(++box.v)', '(c--)')),
    fc.tuple(fc.constantFrom('box.v', "box['w']"), fc.constantFrom('=', '+=', '||='), tie('expression')).map(([t, op, x]) => `(${t} ${op} ${x})`),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `\`\${${x}}-\${${y}}\``),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `[1, 2].map((a, i) => [${x}, i, ${y}]).length`),
    fc.tuple(tie('expression')).map(([x]) => `((b) => b ?? ${x})(a)`),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `(({ p, q: [r = 5] }) => [p, r, ${y}])({ p: ${x}, q: [] })[1]`),
    fc.tuple(tie('expression')).map(([x]) => `box?.deep?.[${x}]?.no`),
  ).map(String),
})) // prettier-ignore

const { statement } = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    expression.map((x) => `seen(${x})`),
    expression.map((x) => `list[list.length] = ${x}`),
    fc.tuple(expression, tie('statement'), tie('statement')).map(([x, s, t]) => `if (${x}) { ${s} } else { ${t} }`),
    fc.tuple(expression, tie('statement')).map(([x, s]) => `for (let i = 0; i < 3; i++) { if (${x}) break\n ${s} }`),
    fc.tuple(tie('statement'), expression).map(([s, x]) => `for (const c of [1, 'y']) { ${s}\n seen(c, ${x}) }`),
    fc.tuple(expression, tie('statement')).map(([x, s]) => `switch (${x}) { case 1: ${s}\n break\n case 'x': seen(0)\n default: seen(1) }`),
    fc.tuple(expression, tie('statement')).map(([x, s]) => `try { if (${x}) throw ${x}\n ${s} } catch (e) { seen(e) } finally { seen('f') }`),
    fc.tuple(tie('statement'), tie('statement')).map(([s, t]) => `{ let b = a\n ${s} }\n${t}`),
    fc.tuple(expression).map(([x]) => `if (${x}) return seen('end')`),
  ),
})) // prettier-ignore

it('generated programs', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), (body) => {
      const source = `export function decide() {
  let a = 1, b = 'b', c
  const list = [3, 1, 2], box = { v: 1, deep: { x: null } }, log = []
  const seen = (...values) => { for (const v of values) log.push(typeof v === 'object' && v !== null ? 'object' : v) }
  const run = () => { ${body.join('\n')} }
  try { run() } catch (e) { log.push(e === null || typeof e !== 'object' ? e : 'error') }
  return { a, b, c, list, box, log }
}`
      const outcome = direct(source).call('decide')
      expect(outcome.ok ? outcome.value : outcome).toEqual(plain(source)())
    }),
    { numRuns: 500 },
  )
})
