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
  /** Why it is unknown; where absent, nothing was read. */
  unknown?: { code: string; params: Record<string, string | number> }
}

/** More of the same kind tell no more. */
export const FINDINGS_MAX = 20

/** Findings, up to as many as tell something. */
export class Found {
  readonly all: Finding[] = []

  add(code: string, operations: readonly number[], params: Finding['params']): void {
    if (this.all.length < FINDINGS_MAX) this.all.push({ code, params, operations: [...new Set(operations)] })
  }

  /** Invalid where something was found, else as told. */
  verdict(otherwise: true | 'unknown' = true): InvariantVerdict {
    return { valid: this.all.length > 0 ? false : otherwise, findings: this.all }
  }
}

export const undecided = (code: string, params: Finding['params'] = {}): InvariantVerdict => ({
  valid: 'unknown',
  findings: [],
  unknown: { code, params },
})
