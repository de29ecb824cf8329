/** What happened around an operation, and is told in records that name none. */
import type { RecordRow } from '../recordRow'

export interface Meanwhile {
  synced: ReadonlySet<string> // instantName of disk syncs that a message waited for
  changes: readonly RecordRow[] // of nodes
}

export function instantName(node: number, us: number): string {
  return `${node} ${us}`
}
