/** What the judge says of the open run, and which of it is looked at. */
import { create } from 'zustand'
import type { Breach, JourneyVerdict } from '../../lab/judging/verdict'
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
  breach: string | null // which of its breaches, by idOf; null: the first
  tab: VerdictTab
}
export const useVerdicts = create<Verdicts>()(() => ({
  journeys: null,
  judgedUs: 0,
  knownUs: 0,
  failed: false,
  journey: 0,
  breach: null,
  tab: 'map',
}))

/** Names a breach, however many more come to be known before and after it. */
export function idOf({ guarantee, atUs, shortest }: Breach): string {
  return `${guarantee} ${atUs} ${shortest.key}`
}
/** Opens the panel on one of a journey's breaches; null: its first. */
export function showBreach(journey: number, breach: Breach | null): void {
  useVerdicts.setState({ journey, breach: breach && idOf(breach), tab: 'witness' })
  useView.getState().set({ panel: 'verdicts' })
}
/** On what is broken, where something is. */
export function showWitness(): void {
  const journeys = useVerdicts.getState().journeys ?? []
  const broken = journeys.findIndex(({ breaches }) => breaches.length > 0)
  useVerdicts.setState({ journey: Math.max(0, broken), breach: null, tab: 'witness' })
  useView.getState().set({ panel: 'verdicts' })
}
export function showModels(journey: number): void {
  useVerdicts.setState({ journey, tab: 'map' })
  useView.getState().set({ panel: 'verdicts' })
}
