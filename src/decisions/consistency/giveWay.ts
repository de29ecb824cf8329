import type { ConsistencyContext, ReadLevel } from 'faultline'

interface State {
  untilUs: number
}
export const initial: State = { untilUs: 0 }

/**
 * Strong while all is well; once a fifth of the journey's operations fail, whatever any replica has, for ten seconds. It gives
 * way for a time and not until failures end, for while it gives way there are none.
 */
export default function giveWay({ nowUs, failedLately }: ConsistencyContext, state: State): ReadLevel {
  if (failedLately > 0.2) state.untilUs = nowUs + 10_000_000
  return nowUs < state.untilUs ? 'eventual' : 'strong'
}
