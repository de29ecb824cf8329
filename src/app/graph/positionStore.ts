/** Where the visitor dragged groups to, as offsets from the layout, by scenario. The shell may save and restore it. */
import { create } from 'zustand'
import type { Offsets } from './map/layout'

interface Positions {
  offsets: Record<string, Offsets>
  set: (offsets: Record<string, Offsets>) => void
}
export const usePositions = create<Positions>()((set) => ({
  offsets: {},
  set: (offsets) => set({ offsets }),
}))

export function moveGroup(scenario: string, group: string, dx: number, dy: number): void {
  const { offsets, set } = usePositions.getState()
  const own = offsets[scenario] ?? {}
  const was = own[group] ?? { dx: 0, dy: 0 }
  set({ ...offsets, [scenario]: { ...own, [group]: { dx: was.dx + dx, dy: was.dy + dy } } })
}
export function resetGroups(scenario: string): void {
  const { offsets, set } = usePositions.getState()
  set({ ...offsets, [scenario]: {} })
}
