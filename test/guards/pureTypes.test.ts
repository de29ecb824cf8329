/** The pure floors compile without the DOM's and Node's types, and with no library call that the oldest engine lacks. */
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { PURE_FLOORS } from '../../eslint.determinism.mjs'

const { config } = ts.readConfigFile('tsconfig.pure.json', (path) => ts.sys.readFile(path)) as {
  config: { include: string[] }
}
const { options } = ts.parseJsonConfigFileContent(
  { ...config, include: [], files: ['planted.ts'] },
  ts.sys,
  resolve('.'),
)

/** What the compiler says of `code`, under the options of the pure floors. */
function complaints(code: string): string[] {
  const host = ts.createCompilerHost(options)
  const readFile = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version) =>
    name === 'planted.ts' ? ts.createSourceFile(name, code, version) : readFile(name, version)
  const program = ts.createProgram(['planted.ts'], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

test('the project of the pure floors names each of them, and the code of lessons', () => {
  expect(config.include).toEqual([...PURE_FLOORS.map((floor) => `src/${floor}`), 'lessons'])
})

test.each([
  ['document', 'export const x = document.title'],
  ['window', 'export const x = window'],
  ['process', 'export const x = process.env'],
  ['node:fs', "export { readFileSync } from 'node:fs'"],
  ['setTimeout', 'setTimeout(() => 0, 1)'],
  ['toSorted', 'export const x = [2, 1].toSorted()'],
])('no %s there', (name, code) => {
  expect(complaints(code).join('\n')).toContain(name)
})

test('plain language passes', () => {
  expect(complaints('export const x = new Map([[1, Math.sqrt(2)]]).get(1)')).toEqual([])
})
