/** What a scenario says of its tenants: who they are, and where in the users' ids each ends. */
import type { TenantEnds } from '../cluster'
import type { Tenant } from '../services/tenants'
import type { Scenario, TenantSpec, UsersSpec } from './scenario'

/** None: nobody tells users apart. */
export function tenantsOf({ groups }: Scenario): readonly TenantSpec[] {
  const clients = groups.find(({ role }) => role === 'clients')
  return clients?.role === 'clients' ? (clients.users.tenants ?? []) : []
}
export function tenantEndsOf(scenario: Scenario): TenantEnds {
  let end = 0
  return tenantsOf(scenario).map(({ users }) => (end += users))
}
/** With defaults put in: a tenant's weight is its users. */
export function resolved(tenants: NonNullable<UsersSpec['tenants']>): Tenant[] {
  return tenants.map(({ users, rate, surges }) => ({ users, weight: rate ?? users, surges: surges ?? [] }))
}
