/**
 * Where the visitor dragged groups to, as offsets from the layout, by scenario. The shell keeps them in the browser and in
 * links (preferences.ts, savedView.ts).
 */
import { create } from 'zustand'
import type { Offsets } from './map/layout'

export const usePositions = create<{ offsets: Record<string, Offsets> }>()(() => ({ offsets: {} }))

const NOWHERE: Offsets = {}
/** The groups of a scenario that were moved; the same object as long as none moves. */
export function movedIn(scenario: string): Offsets {
  const { offsets } = usePositions.getState()
  return Object.hasOwn(offsets, scenario) ? offsets[scenario] : NOWHERE
}
export function moveTo(scenario: string, moved: Offsets): void {
  usePositions.setState(({ offsets }) => ({ offsets: { ...offsets, [scenario]: moved } }))
}
export function moveGroup(scenario: string, group: string, dx: number, dy: number): void {
  const own = movedIn(scenario)
  const was = Object.hasOwn(own, group) ? own[group] : { dx: 0, dy: 0 }
  moveTo(scenario, { ...own, [group]: { dx: was.dx + dx, dy: was.dy + dy } })
}
export function resetGroups(scenario: string): void {
  moveTo(scenario, {})
}
