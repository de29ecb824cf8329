/**
 * Acknowledged writes that are gone from the store, as the watch over it has found by a moment. The judge hears only what users were
 * answered, and a write that nobody read again is missed by nobody there.
 */
import type { LabStatus } from '../../lab/protocol'

export interface LostWrites {
  writes: number
  firstUs: number // when the first was found
}

/** null: none was found. */
export function lostWrites(breaches: LabStatus['breaches'], atUs: number): LostWrites | null {
  const found = breaches.filter(
    (breach) => breach.atUs <= atUs && (breach.code === 'writesLost' || breach.code === 'acknowledgedLost'),
  )
  if (found.length === 0) return null
  return {
    writes: found.reduce((sum, { params }) => sum + params.writes, 0),
    firstUs: Math.min(...found.map((breach) => breach.atUs)),
  }
}
