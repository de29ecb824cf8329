/** Leads from a clause to what it rests on: the thing itself, or the operations behind a figure. */
import { useView } from '../store'
import type { Evidence } from './sentence'

export function showEvidence(evidence: Evidence): void {
  const { set } = useView.getState()
  if ('select' in evidence) set({ selection: evidence.select })
  else if ('panel' in evidence) set({ panel: evidence.panel })
  else set({ panel: 'operations', operations: evidence.operations })
}
