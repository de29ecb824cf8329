/** What the judge says of the open run, and which of it is looked at. */
import { create } from 'zustand'
import type { JourneyVerdict } from '../../lab/judging/verdict'
import { useView } from '../store'

export type VerdictTab = 'witness' | 'map'

export interface Verdicts {
  /** null: nothing has been judged yet. */
  journeys: JourneyVerdict[] | null
  judgedUs: number
  knownUs: number
  /** The judge could not be started, or broke. */
  failed: boolean
  journey: number // which of `journeys` the panel shows
  breach: number // which of its breaches
  tab: VerdictTab
}
export const useVerdicts = create<Verdicts>()(() => ({
  journeys: null,
  judgedUs: 0,
  knownUs: 0,
  failed: false,
  journey: 0,
  breach: 0,
  tab: 'map',
}))

/** Opens the panel on one of a journey's breaches. */
export function showBreach(journey: number, breach: number): void {
  useVerdicts.setState({ journey, breach, tab: 'witness' })
  useView.getState().set({ panel: 'verdicts' })
}
export function showModels(journey: number): void {
  useVerdicts.setState({ journey, tab: 'map' })
  useView.getState().set({ panel: 'verdicts' })
}
