/**
 * Policy code as a value: what a run carries. Its id is a digest of what it says, so that a command names exactly the code that it
 * was given with, and an edit is other code.
 */
import type { ContractName } from '../decisions'
import { digestText } from '../kernel'

export interface PolicyCode {
  contract: ContractName
  /** The file whose default export decides; a key of `files`. */
  entry: string
  /** Source text by file name. TypeScript. */
  files: Record<string, string>
}
/** Code by its id. */
export type PolicyCodes = Record<string, PolicyCode>

/** Hex digits of a digest over all that the code says. Not a signature. */
export function policyId({ contract, entry, files }: PolicyCode): string {
  const texts = Object.keys(files)
    .sort()
    .map((name) => [name, files[name]])
  return digestText(JSON.stringify([contract, entry, texts]))
}
