/** Histories to begin with, made on the spot by the engine from runs that are values. */
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import type { StampedCommand, Command } from '../../cluster/command'
import type { ModeName } from '../../scenarios/modes'
import type { RunValue } from '../../scenarios/run'

export interface Sample {
  id: 'raft' | 'weak' | 'sloppy'
  run: RunValue
  mode: ModeName
  journey: string
}

const SEED = 1
const HORIZON_US = 12_000_000
const at = (atUs: number, command: Command): StampedCommand => ({ atUs, afterEvents: Number.MAX_SAFE_INTEGER, command })
const cutOff: StampedCommand[] = [
  at(4_000_000, { kind: 'isolate', target: { node: 'shard-1b' } }),
  at(4_000_000, { kind: 'isolate', target: { node: 'shard-3a' } }),
  at(9_000_000, { kind: 'healAll' }),
]
const run: RunValue = {
  engine: ENGINE_VERSION,
  scenario: 'storefront',
  seed: SEED,
  policies: {},
  commands: cutOff,
  horizonUs: HORIZON_US,
}

export const SAMPLES: readonly Sample[] = [
  { id: 'raft', run, mode: 'raft', journey: 'checkout' },
  { id: 'weak', run, mode: 'quorum', journey: 'dashboard' },
  { id: 'sloppy', run, mode: 'dynamo', journey: 'checkout' },
]
