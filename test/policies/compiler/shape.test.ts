/** What code says, whoever wrote it down: spacing, comments, types and names do not change it, all else does. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { policyShape } from '../../../src/policies/compiler/shape'

const shape = (source: string): string =>
  policyShape({ contract: 'retry', entry: 'policy.ts', files: { 'policy.ts': source } })
const CODE = 'const MOST = 3\nexport default function again({ attempt }) { return attempt < MOST ? 500 : -1 }'

describe('the same', () => {
  test.each([
    ['with comments', `// mine\n${CODE.replace('{ return', '{ /* so */ return')}`],
    ['spaced another way', CODE.replace(/ /g, '  ').replace('\n', '\n\n')],
    ['with semicolons', CODE.replace('3\n', '3;\n').replace('-1 }', '-1; }')],
    ['with types', CODE.replace('({ attempt })', '({ attempt }: { attempt: number }): number')],
  ])('%s', (_, source) => expect(shape(source)).toBe(shape(CODE)))
  test('under any other names of its own', () => {
    const name = fc.stringMatching(/^[a-z]{3,8}X$/)
    fc.assert(
      fc.property(name, name, (most, again) => {
        fc.pre(most !== again)
        expect(shape(CODE.replaceAll('MOST', most).replaceAll('again', again))).toBe(shape(CODE))
      }),
    )
  })
})

describe('another', () => {
  test.each([
    ['number', CODE.replace('500', '501')],
    ['operator', CODE.replace('<', '<=')],
    ['order', CODE.split('\n').reverse().join('\n')],
    ['use of two names', CODE.replace('attempt < MOST', 'MOST < attempt')],
    ['property', `${CODE}\nexport const initial = [1].length`],
  ])('%s', (_, source) => expect(shape(source)).not.toBe(shape(CODE)))
  test('method of the same value', () => {
    expect(shape('export const initial = [1].length')).not.toBe(shape('export const initial = [1].at'))
  })
  test('text of a string', () => {
    expect(shape("export const initial = 'a'")).not.toBe(shape("export const initial = 'b'"))
  })
})

test('what is no TypeScript has a shape too, and a file more is another', () => {
  expect(shape('export default function (')).toBe(shape('export  default function ('))
  const files = { 'policy.ts': CODE, 'more.ts': 'export const MORE = 1' }
  expect(policyShape({ contract: 'retry', entry: 'policy.ts', files })).not.toBe(shape(CODE))
})
