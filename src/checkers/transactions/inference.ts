/** What a reading of a history's transactions yields: edges between them, and anomalies that need no cycle. */
import type { Finding } from '../invariants/anomaly'
import type { Reason } from '../linearizability/model'

export interface Inference {
  findings: Finding[]
  /** Why an edge is there. */
  reason(edge: number): Reason
}

/** Of one code. */
const FINDINGS_MAX = 8

/** Findings by code, the first few of each. */
export class Findings {
  readonly all: Finding[] = []
  private readonly counts = new Map<string, number>()

  /** `params`: asked only of those that are kept, for long lists take long to be told. */
  add(code: string, operations: readonly number[], params: () => Record<string, string | number>): void {
    const count = this.counts.get(code) ?? 0
    if (count >= FINDINGS_MAX) return
    this.counts.set(code, count + 1)
    this.all.push({ code, params: params(), operations: [...new Set(operations)] })
  }
}
