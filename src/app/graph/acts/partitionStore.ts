/** The side of a partition that is being chosen, tap by tap. */
import { create } from 'zustand'
import type { NodeTarget } from '../../../cluster/command'

interface PartitionSide {
  side: NodeTarget[]
  toggle: (target: NodeTarget) => void
  clear: () => void
}
export const usePartition = create<PartitionSide>()((set) => ({
  side: [],
  toggle: (target) =>
    set(({ side }) => {
      const key = JSON.stringify(target)
      const rest = side.filter((t) => JSON.stringify(t) !== key)
      return { side: rest.length < side.length ? rest : [...side, target] }
    }),
  clear: () => set({ side: [] }),
}))
