import type { RetryContext } from 'faultline'

/** Anything between the first wait and three times the wait before: "decorrelated jitter" (Brooker, 2015). */
export default function decorrelated({ attempt, previousWaitUs, settings, random }: RetryContext): number {
  if (attempt >= settings.attempts) return -1
  const { backoffUs, maxUs } = settings
  const beforeUs = previousWaitUs > 0 ? previousWaitUs : backoffUs
  return Math.floor(Math.min(maxUs, backoffUs + random() * Math.max(0, 3 * beforeUs - backoffUs)))
}
