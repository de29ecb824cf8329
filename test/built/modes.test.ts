/** Each replication mode's run, faults and all, has one fingerprint in every JavaScript engine at hand. */
import type { Command, StampedCommand } from '../../src/cluster'
import { wholeRun } from '../../src/lab/wholeRun'
import { MODE_NAMES } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { payments } from '../../src/scenarios/presets/payments'
import { storefront } from '../../src/scenarios/presets/storefront'
import { inEveryShell } from './shells'

const SEED = 7
const FOR_US = 9_000_000
const at = (atUs: number, command: Command): StampedCommand => ({ atUs, afterEvents: Number.MAX_SAFE_INTEGER, command })
const TROUBLE = [
  at(3_000_000, { kind: 'kill', target: { node: 'shard-1a' } }),
  at(4_000_000, { kind: 'isolate', target: { node: 'shard-2b' } }),
  at(5_000_000, { kind: 'offsetClock', target: { node: 'shard-3c' }, offsetUs: 400_000 }),
  at(6_000_000, { kind: 'restart', target: { node: 'shard-1a' } }),
  at(7_000_000, { kind: 'healAll' }),
]
const scenarios = [
  ...MODE_NAMES.map((mode) => withMode(storefront, mode)),
  ...(['spanner', 'twoPhaseCommit'] as const).map((mode) => withMode(payments, mode)),
]

inEveryShell(
  'every mode',
  `${JSON.stringify(scenarios)}.map(function (scenario) {
    return Faultline.run(scenario, {
      seed: ${SEED}, forUs: ${FOR_US}, commands: ${JSON.stringify(TROUBLE)}
    }).fingerprint
  })`,
  scenarios.map((scenario) => wholeRun(scenario, SEED, FOR_US, TROUBLE).fingerprint),
)
