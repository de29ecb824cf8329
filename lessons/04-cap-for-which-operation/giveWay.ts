import type { ConsistencyContext, ReadLevel } from 'faultline'

interface State {
  untilUs: number
}
export const initial: State = { untilUs: 0 }

/** A majority's answer while all is well; any replica's, for ten seconds, once a fifth of the dashboards fail. */
export default function giveWay({ nowUs, failedLately }: ConsistencyContext, state: State): ReadLevel {
  if (failedLately > 0.2) state.untilUs = nowUs + 10_000_000
  return nowUs < state.untilUs ? 'eventual' : 'strong'
}
