/** Every scenario that comes with Faultline, by id. A new one is a file here, a line below and its id in ./ids. */
import type { Scenario } from '../scenario'
import { cacheCoalesced, cacheStampede } from './cacheStampede'
import { autoscale } from './autoscale'
import { doubleCharge } from './doubleCharge'
import { failingWell } from './failingWell'
import { flappingLink } from './flappingLink'
import { hotTenant, hotTenantLimited } from './hotTenant'
import { ownReplica } from './ownReplica'
import { overload, overloadShed } from './overload'
import { payments } from './payments'
import { poisonJob } from './poisonJob'
import { queueBacklog, queueBackpressure } from './queueBacklog'
import { quorumDisk } from './quorumDisk'
import { retryBudget } from './retryBudget'
import { retryStorm } from './retryStorm'
import { slowDependency, slowDependencyBreaker } from './slowDependency'
import { slowInstance, slowInstanceTied } from './slowInstance'
import { slowReplica } from './slowReplica'
import { storefront } from './storefront'
import { streamRebalance } from './streamRebalance'
import { tailFanOut } from './tailFanOut'
import { webTier } from './webTier'
import { zoneLoss } from './zoneLoss'

const all: Scenario[] = [
  storefront,
  quorumDisk,
  retryStorm,
  slowReplica,
  flappingLink,
  ownReplica,
  webTier,
  payments,
  doubleCharge,
  overload,
  overloadShed,
  hotTenant,
  hotTenantLimited,
  queueBacklog,
  queueBackpressure,
  streamRebalance,
  poisonJob,
  cacheStampede,
  cacheCoalesced,
  zoneLoss,
  tailFanOut,
  slowInstance,
  slowInstanceTied,
  autoscale,
  failingWell,
  retryBudget,
  slowDependency,
  slowDependencyBreaker,
]

export const PRESETS: Record<string, Scenario> = Object.fromEntries(all.map((scenario) => [scenario.id, scenario]))

/** The preset of that id, or undefined; unlike a bare look-up, inherited names such as `constructor` find nothing. */
export function presetOf(id: string): Scenario | undefined {
  return Object.prototype.hasOwnProperty.call(PRESETS, id) ? PRESETS[id] : undefined
}

/** To be awaited before a scenario is named. */
export const loadPreset: (id: string) => Promise<void> = () => Promise.resolve()
