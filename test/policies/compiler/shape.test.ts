/** What code says, whoever wrote it down: layout, comments, types and names of its own do not change it, all else does. */
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
  test.each([
    [
      'what a destructured field is called',
      CODE.replace('{ attempt }', '{ attempt: n }').replace('return attempt', 'return n'),
    ],
    ['a field of the same name', 'export default (at) => ({ at })', 'export default (x) => ({ at: x })'],
    ['a default', 'export default ({ at = 1 }) => at', 'export default ({ at: x = 1 }) => x'],
    ['a label', 'export default () => { a: for (;;) break a }', 'export default () => { b: for (;;) break b }'],
    [
      'what another gives for the library’s',
      "import { hashOf } from 'faultline'\nexport default hashOf",
      "import { hashOf as h } from 'faultline'\nexport default h",
    ],
  ])('under another name: %s', (_, other, one = CODE) => expect(shape(other)).toBe(shape(one)))
  test('where names are given from file to file', () => {
    const files = (name: string) => ({
      'policy.ts': `import { ${name} } from './more'\nexport default () => ${name}`,
      'more.ts': `export const ${name} = 1`,
    })
    const shapeOf = (name: string) => policyShape({ contract: 'retry', entry: 'policy.ts', files: files(name) })
    expect(shapeOf('most')).toBe(shapeOf('limit'))
  })
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
  test.each([
    [
      'destructured field',
      'export default ({ attempt }) => attempt < 3',
      'export default ({ elapsedUs }) => elapsedUs < 3',
    ],
    ['field of an answer', 'export default () => ({ give: true })', 'export default () => ({ stop: true })'],
    ['global', 'export default (c) => Math.max(c.a, 1)', 'export default (c) => Other.max(c.a, 1)'],
    ['global function', 'export default (c) => isNaN(c.a)', 'export default (c) => isFinite(c.a)'],
    [
      'global whose name is declared elsewhere',
      'export const f = (isNaN) => isNaN\nexport default (c) => isNaN(c)',
      'export const f = (isFinite) => isFinite\nexport default (c) => isFinite(c)',
    ],
    ['constant', 'export default () => undefined', 'export default () => NaN'],
    ['name given by the entry', 'export const initial = 1', 'export const other = 1'],
    [
      'name given by the entry for one inside',
      'const a = (initial) => initial\nexport { a as initial }',
      'const a = (other) => other\nexport { a as other }',
    ],
    [
      'name of the library',
      "import { a } from 'faultline'\nexport default a",
      "import { b } from 'faultline'\nexport default b",
    ],
    ['end of a statement', 'export default (c) => { return c }', 'export default (c) => { return\nc }'],
    ['place in a loop', 'export default (c) => { for (; c; ) {} }', 'export default (c) => { for (; ; c) {} }'],
    ['text that looks like code', "export default ['a', 'b']", "export default ['a , string b']"],
    ['template', 'export default (c) => `${c} s`', 'export default (c) => `${c} m`'],
    ['kind of a value', "export default '1'", 'export default 1'],
  ])('%s', (_, one, other) => expect(shape(one)).not.toBe(shape(other)))
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
