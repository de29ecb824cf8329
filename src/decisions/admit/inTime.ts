import type { AdmitContext } from 'faultline'

/**
 * Only what can be answered before whoever asked gives up, by the work that waits before it. A fifth of the time is kept for the
 * way back, and for work that takes longer than the mean.
 */
export default function inTime(context: AdmitContext): boolean {
  const { configured, deadlineInUs, waiting, busy, workers, meanServiceUs } = context
  if (!configured || deadlineInUs < 0 || meanServiceUs < 0 || busy < workers) return configured
  const turns = Math.floor(waiting / workers) + 2
  return turns * meanServiceUs <= 0.8 * deadlineInUs
}
