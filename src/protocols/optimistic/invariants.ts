/** What must hold of replicas that take writes by themselves, told from their states alone. */
import type { CellType } from './cellType'
import type { OptimisticState } from './state'

export interface Violation {
  code: 'notConverged'
  places: [number, number]
  key: number
}

/** Replicas that have nothing more to tell each other are equal: strong eventual consistency (Shapiro et al., SSS 2011). */
export function converged<C>(type: CellType<C>, states: readonly OptimisticState<C>[]): Violation | null {
  if (states.some((state) => hasMoreToTell(state))) return null
  for (let place = 1; place < states.length; place++) {
    const key = firstDifference(type, states[0], states[place])
    if (key !== null) return { code: 'notConverged', places: [0, place], key }
  }
  return null
}
/** Something is not yet acknowledged, not yet on disk, or not yet copied. */
export function hasMoreToTell<C>(state: OptimisticState<C>): boolean {
  return state.joining !== null || state.syncs.length > 0 || state.peers.some((peer) => peer.outbox.size > 0)
}
function firstDifference<C>(type: CellType<C>, a: OptimisticState<C>, b: OptimisticState<C>): number | null {
  for (const [key, cell] of a.cells) {
    const other = b.cells.get(key)
    if (other === undefined || !type.equal(cell, other)) return key
  }
  for (const key of b.cells.keys()) if (!a.cells.has(key)) return key
  return null
}
