/** The decisions that are built in, as functions and as the text that they were written in. */
import type { ContractName } from '../../decisions'
import primaryBackup from '../../decisions/program/primaryBackup.ts?raw'
import type { PolicyCode } from '../../policies'

const FUNCTIONS = import.meta.glob<unknown>(
  ['../../decisions/*/*.ts', '!../../decisions/*/{contract,types,handlers}.ts', '!../../decisions/program/*.ts'],
  { eager: true, import: 'default' },
)
const TEXTS = import.meta.glob<string>(
  ['../../decisions/*/*.ts', '!../../decisions/*/{contract,types,handlers}.ts', '!../../decisions/program/*.ts'],
  { eager: true, query: '?raw', import: 'default' },
)

const PROGRAM = {
  name: 'primaryBackup',
  code: {
    contract: 'program',
    entry: 'primaryBackup.ts',
    files: { 'primaryBackup.ts': primaryBackup },
  } satisfies PolicyCode,
}

/** The file that a built-in decision is from, as policy code that decides the same; null where it has none of its own. */
export function sourceOf(contract: ContractName, builtIn: unknown): { name: string; code: PolicyCode } | null {
  if (contract === 'program') return PROGRAM
  const path = Object.keys(FUNCTIONS).find((at) => at.includes(`/${contract}/`) && FUNCTIONS[at] === builtIn)
  if (path === undefined) return null
  const entry = path.slice(path.lastIndexOf('/') + 1)
  return { name: entry.replace(/\.ts$/, ''), code: { contract, entry, files: { [entry]: TEXTS[path] } } }
}
