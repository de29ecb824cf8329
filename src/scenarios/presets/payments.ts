/**
 * Payments: the storefront, with checkouts that move money from the customer's account to another's, now and then in another
 * shard. That needs transactions, so its store is Spanner's (OSDI 2012), with the paper's clocks and leases.
 */
import type { ReplicationSpec } from '../modes'
import type { GroupSpec, Scenario } from '../scenario'
import { storefront } from './storefront'

const SPANNER: ReplicationSpec = {
  mode: 'spanner',
  commitWait: true,
  leaseUs: 10_000_000,
  heartbeatUs: 200_000,
  pollUs: 30_000_000,
  driftPpm: 200,
  masterUs: 1_000,
  timeoutUs: 400_000,
  initialBalance: 1_000,
}

function paying(group: GroupSpec): GroupSpec {
  if (group.role === 'store') return { ...group, replication: SPANNER }
  if (group.role !== 'clients') return group
  return {
    ...group,
    journeys: group.journeys.map((journey) =>
      journey.id === 'checkout' ? { ...journey, steps: [...journey.steps, { op: 'transfer', r: 2, w: 2 }] } : journey,
    ),
  }
}

export const payments: Scenario = { ...storefront, id: 'payments', groups: storefront.groups.map(paying) }
