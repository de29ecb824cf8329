/**
 * Double charge: payments whose store keeps no record of what it has done (idempotency off), while one in seven of its answers gets
 * lost. Who hears nothing asks again, and is charged again: no money is made, but it moves twice. With idempotency the same
 * retries get the recorded answer.
 */
import type { GroupSpec, Scenario } from '../scenario'
import { payments } from './payments'

function forgetful(group: GroupSpec): GroupSpec {
  if (group.role !== 'store' || group.replication.mode !== 'spanner') return group
  return { ...group, replication: { ...group.replication, idempotency: false } }
}

export const doubleCharge: Scenario = {
  ...payments,
  id: 'double-charge',
  groups: payments.groups.map(forgetful),
  faults: [
    {
      atUs: 5_000_000,
      kind: 'lose',
      link: { from: { group: 'store' }, to: { group: 'api' }, oneWay: true },
      probability: 0.15,
    },
  ],
}
