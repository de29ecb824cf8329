/** Small trials: a quorum group that loses a replica after half a second. */
import type { StampedCommand } from '../../../src/cluster'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import type { RunValue } from '../../../src/scenarios/run'
import { killB, slowA, small } from '../runs'

export const SECOND = 1_000_000

export const slowed: StampedCommand = { atUs: SECOND / 2, afterEvents: Number.MAX_SAFE_INTEGER, command: slowA }
export const killed: StampedCommand = { atUs: SECOND, afterEvents: Number.MAX_SAFE_INTEGER, command: killB }

export function runOf(horizonUs: number, commands: StampedCommand[] = [slowed]): RunValue {
  return { engine: ENGINE_VERSION, scenario: small, seed: 7, policies: {}, commands, horizonUs }
}
