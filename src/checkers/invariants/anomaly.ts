/** What an invariant found: a code with parameters for the catalogue of words, and the operations that show it. */
export interface Finding {
  code: string
  params: Record<string, string | number>
  /** By number. */
  operations: number[]
}

export interface InvariantVerdict {
  valid: true | false | 'unknown'
  findings: Finding[]
}

/** More of the same kind tell no more. */
export const FINDINGS_MAX = 20
