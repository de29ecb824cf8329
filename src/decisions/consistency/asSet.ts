import type { ConsistencyContext, ReadLevel } from 'faultline'

/** What a person has set, or else what the scenario says, come what may. */
export default function asSet({ setTo }: ConsistencyContext): ReadLevel | 'asWritten' {
  return setTo
}
