import type { RetryContext } from 'faultline'

/** Retries of all requests together: so many a second, and as many may be saved up. */
const PER_SECOND = 8
interface State {
  saved: number
  atUs: number
}
export const initial: State = { saved: PER_SECOND, atUs: 0 }

export default function atMostSoMany({ nowUs, attempt, random }: RetryContext, state: State): number {
  state.saved = Math.min(PER_SECOND, state.saved + ((nowUs - state.atUs) * PER_SECOND) / 1_000_000)
  state.atUs = nowUs
  if (attempt >= 4 || state.saved < 1) return -1
  state.saved -= 1
  return Math.floor(random() * 100_000 * 2 ** (attempt - 1))
}
