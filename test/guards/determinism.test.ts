/** The determinism rules themselves: each planted line is refused, what exact arithmetic needs is not, and the lint applies them. */
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { determinism, PURE_FLOORS } from '../../eslint.determinism.mjs'

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, rules: determinism }],
})

async function refusals(code: string): Promise<number> {
  const [{ messages }] = await eslint.lintText(code, { filePath: 'planted.ts' })
  expect(messages.filter(({ fatal }) => fatal)).toEqual([])
  return messages.length
}

test.each([
  'export const x = Math.random()',
  'export const x = Math.log(2)',
  'export const x = Math.exp(2)',
  'export const x = Math.pow(2, 3)',
  'export const x = Math.sin(2) ',
  'export const x = Math.cos(2)',
  'export const x = Math.tanh(2)',
  'export const x = Math.cbrt(2)',
  'export const x = Math.hypot(2, 3)',
  "export const x = Math['random']()",
  'export const { random } = Math',
  'export const M = Math',
  'export const x = globalThis.Math.random()',
  'export const x = 2 ** 0.5',
  'let x = 2; x **= 0.5; export { x }',
  'export const x = Date.now()',
  'export const x = new Date()',
  'export const x = performance.now()',
  'setTimeout(() => 0, 1)',
  'setInterval(() => 0, 1)',
  'queueMicrotask(() => 0)',
  "export const x = new Intl.NumberFormat('en')",
  "export const x = 'a'.localeCompare('b')",
  'export const x = (1).toLocaleString()',
  "export const x = 'i'.toLocaleUpperCase()",
  'export const x = crypto.randomUUID()',
  'export const x = new WeakRef({})',
  "console.log('x')",
])('refused: %s', async (code) => {
  expect(await refusals(code)).toBe(1)
})

test.each([
  'export const x = Math.floor(Math.sqrt(Math.abs(Math.imul(2, 3))))',
  'export const x = Math.LN2 * Math.max(1, 2)',
  "export const x = 'a' < 'b'",
])('allowed: %s', async (code) => {
  expect(await refusals(code)).toBe(0)
})

const ERROR = 2 // ESLint's number of it

// Code that decides has lint rules of its own, which must not replace these.
test.each([...PURE_FLOORS, 'decisions/balancer'])('the lint of the project applies them to src/%s', async (folder) => {
  const config = (await new ESLint().calculateConfigForFile(`src/${folder}/planted.ts`)) as {
    rules: Record<string, unknown[]>
  }
  for (const [rule, setting] of Object.entries(determinism))
    expect(config.rules[rule]).toEqual([ERROR, ...setting.slice(1)])
})
