/** The editor's types are those that every decision is written in: each of the gallery is without error against them. */
import ts from 'typescript'
import { expect, test } from 'vitest'
import { COMPILER_OPTIONS } from '../../../src/app/studio/compilerOptions'
import { galleryOf } from '../../../src/app/studio/gallery'
import { typesModule } from '../../../src/app/studio/typesModule'
import { CONTRACT_NAMES } from '../../../src/decisions'

/** Messages about files by name, in a program with the module `faultline`. */
async function complaints(files: Record<string, string>): Promise<string[]> {
  const all: Record<string, string> = { 'faultline.d.ts': await typesModule(), ...files }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- plain figures, so that the page needs no compiler
  const options: ts.CompilerOptions = { ...COMPILER_OPTIONS, lib: ['lib.es2023.d.ts'], ignoreDeprecations: '6.0' }
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name in all || disk.fileExists(name),
    readFile: (name) => (name in all ? all[name] : disk.readFile(name)),
    getSourceFile: (name, version) =>
      name in all ? ts.createSourceFile(name, all[name], version) : disk.getSourceFile(name, version),
  }
  const program = ts.createProgram(Object.keys(all), options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

test('every decision of the gallery', async () => {
  const files: Record<string, string> = {}
  for (const contract of CONTRACT_NAMES)
    for (const { id, text } of galleryOf(contract)) files[`${contract}-${id}.ts`] = await text()
  expect(Object.keys(files).length).toBeGreaterThan(4)
  expect(await complaints(files)).toEqual([])
})

test('a field that a context has not is told', async () => {
  const text = `import type { BalancerContext } from 'faultline'
export default function wrong(context: BalancerContext): number {
  console.log(context.nowUs)
  return context.instancesOfMine.length
}`
  expect((await complaints({ 'wrong.ts': text })).join()).toContain("'instancesOfMine' does not exist")
})
