/**
 * What a lesson leaves of the lab: while one is open, only its controls are in sight, what came with its run cannot be taken back, and
 * nothing runs before its predictions are committed. Small, for the lab asks it at every turn; lessons themselves load on demand.
 */
import { create } from 'zustand'
import type { Command } from '../cluster/command'
import type { ContractName } from '../decisions'
import type { LabStatus } from '../lab/protocol'
import type { ControlsSpec, LessonPanel } from '../lessons/lesson'
import { useRoomHold } from './roomHold'

export interface LessonMode {
  controls: ControlsSpec
  /** Decisions that may be written, by hand or as one of its variants. */
  contracts: readonly ContractName[]
  watched: readonly string[] // what its steps point at
  /** So many of the open run's commands came with it. */
  given: number
  held: boolean
}
/** A curve that was predicted, to be drawn over its chart. */
export interface Sketch {
  chart: 'consistency' | 'availability' | 'latency'
  fromUs: number
  toUs: number
  points: readonly number[]
}
interface Shown {
  mode: LessonMode | null // null: the sandbox
  owns: boolean // the open run is a lesson's
  sketch: Sketch | null
  side: 'read' | 'lab' // on a phone
  /** The title of the lesson for which a way is being shown in the sandbox. */
  recording: string | null
}
export const useLessonMode = create<Shown>()(() => ({
  mode: null,
  owns: false,
  sketch: null,
  side: 'read',
  recording: null,
}))

export function admits(kind: Command['kind']): boolean {
  const { mode } = useLessonMode.getState()
  return mode === null || mode.controls.acts.includes(kind)
}
/** Whether a panel is in sight: all are in the sandbox. */
export function usePanelShown(panel: LessonPanel): boolean {
  return useLessonMode(({ mode }) => mode === null || mode.controls.panels.includes(panel))
}

export function useAdmits(kind: Command['kind']): boolean {
  return useLessonMode(({ mode }) => mode === null || mode.controls.acts.includes(kind))
}
/** Decisions that may be looked into and written; null: all. */
export function useContractsShown(): readonly ContractName[] | null {
  return useLessonMode(({ mode }) =>
    mode === null ? null : mode.controls.panels.includes('code') ? mode.contracts : NONE,
  )
}
const NONE: readonly ContractName[] = []

/** Without an undo of what came with the run, or of what a teacher did to it: that can be repaired, and did happen. */
export function withoutGiven(status: LabStatus): LabStatus {
  const { mode } = useLessonMode.getState()
  const acts = status.branches.find(({ id }) => id === status.active)?.commands ?? []
  const newest = acts.at(-1)
  const isOwn = acts.length > (mode?.given ?? 0) && newest && !useRoomHold.getState().whose?.(newest)
  return !status.canUndo || isOwn ? status : { ...status, canUndo: null }
}
