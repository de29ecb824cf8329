import type { BreakerTrialContext } from 'faultline'

interface State {
  /** When it opened last, as far as this has seen. */
  openedUs: number
  waitUs: number
}
export const initial: State = { openedUs: -1, waitUs: 0 }
const FIRST_US = 500_000
const LONGEST_US = 30_000_000
const CALM_US = 60_000_000

/** One trial, after a wait that doubles each time that it fails; a calm minute makes it short again. */
export default function patient({ mode, modeForUs, trialsBegun, nowUs }: BreakerTrialContext, state: State): boolean {
  if (mode === 'halfOpen') return trialsBegun < 1
  const openedUs = nowUs - modeForUs
  if (openedUs !== state.openedUs) {
    const isCalm = state.openedUs < 0 || openedUs - state.openedUs > state.waitUs + CALM_US
    state.waitUs = isCalm ? FIRST_US : Math.min(LONGEST_US, 2 * state.waitUs)
    state.openedUs = openedUs
  }
  return modeForUs >= state.waitUs
}
