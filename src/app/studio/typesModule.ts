/**
 * The module `faultline` as the editor knows it: the very types that decisions are written in, from their source, and the little of
 * the world that policies have besides the language.
 */
const SOURCES = import.meta.glob<string>(
  ['../../decisions/*.ts', '../../decisions/*/types.ts', '!../../decisions/index.ts', '!../../decisions/codes.ts'],
  { query: '?raw', import: 'default' },
)
const ROOT = '../../decisions'

/** Where the editor's language service finds it. */
export const TYPES_PATH = 'ts:faultline.d.ts'

export async function typesModule(): Promise<string> {
  const source = (name: string): Promise<string> => SOURCES[`${ROOT}/${name}.ts`]()
  const named = [...(await source('faultline')).matchAll(/^export type \* from '\.\/([^']+)'/gm)].map(
    ([, name]) => name,
  )
  const types = await Promise.all(named.map(source))
  const all = [momentOf(await source('contract')), ...types.map(withoutImports)]
  return `declare module 'faultline' {\n${all.join('\n')}\n}\n${CONSOLE}`
}

const CONSOLE = `/** Shown for a decision that is looked at again. */
declare const console: {
  log(...values: unknown[]): void
}
`
function momentOf(contract: string): string {
  return /\/\*\*[^/]*\*\/\nexport interface Moment \{[\s\S]*?\n\}/.exec(contract)?.[0] ?? ''
}
function withoutImports(text: string): string {
  return text.replace(/^import [^\n]*\n/gm, '')
}
