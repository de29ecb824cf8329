/** The run with a change and without it, over many seeds. What plays and shows it loads when it is asked for. */
import { useView } from '../store'

/** Opens the window; `begin`: what it would offer, or the run without all policies, is played at once. */
export function openTrial(begin: false | 'newest' | 'policies' = false): void {
  useView.getState().set({ panel: 'trial' })
  if (begin) void import('./trialStore').then(({ beginTrial }) => beginTrial(begin))
}
