/** Relations of tenants and of surges: tenants have all users among them, their weights compare, and who limits tenants has some. */
import { refusal } from '../refusal'
import type { GroupSpec, Scenario, SurgeSpec, UsersSpec } from '../scenario'
import { tenantsOf } from '../tenants'

/** Groups whose requests say whose they are. */
const TELLS: readonly GroupSpec['role'][] = ['balancer', 'api', 'server', 'store']

function invalid(field: string, problem: string, allowed: string, got: unknown) {
  return refusal('scenario.invalid', { field, problem, allowed, got })
}

/** Throws scenario.invalid. */
export function checkTenants(scenario: Scenario): void {
  scenario.groups.forEach((group, g) => {
    if (group.role === 'clients') checkUsers(group.users, `groups[${g}].users`)
    if (group.capacity?.admission?.rate?.per !== 'tenant') return
    const field = `groups[${g}].capacity.admission.rate.per`
    if (!TELLS.includes(group.role)) throw invalid(field, 'tenantUnknown', TELLS.join(', '), group.role)
    if (tenantsOf(scenario).length === 0) throw invalid(field, 'needsTenants', 'all', 'tenant')
  })
}

function checkUsers({ count, tenants }: UsersSpec, field: string): void {
  if (!tenants) return
  const weighted = tenants.some(({ rate }) => rate !== undefined)
  let left = count
  tenants.forEach(({ id, users, rate, surges }, t) => {
    const at = `${field}.tenants[${t}]`
    if (tenants.findIndex((other) => other.id === id) < t) throw invalid(`${at}.id`, 'duplicate', '', id)
    const isLast = t === tenants.length - 1
    if (isLast ? users !== left : users >= left)
      throw invalid(`${at}.users`, 'notAllUsers', isLast ? String(left) : `1 to ${left - 1}`, users)
    left -= users
    if (weighted && rate === undefined) throw invalid(`${at}.rate`, 'missing', 'all tenants or none', rate)
    checkSurges(surges ?? [], at)
  })
}

/** One after the other. */
export function checkSurges(surges: readonly SurgeSpec[], field: string): void {
  let before = 0
  surges.forEach(({ fromUs, toUs }, i) => {
    if (fromUs < before || toUs <= fromUs) throw invalid(`${field}.surges[${i}]`, 'notAscending', '', fromUs)
    before = toUs
  })
}

/** How many times the usual come at most. */
export function mostOfSurges(surges: readonly SurgeSpec[] = []): number {
  return Math.max(1, ...surges.map(({ factor }) => factor))
}
/** The same of all tenants, as if they surged at once. */
export function mostOfTenants({ tenants = [] }: UsersSpec): number {
  const usual = tenants.reduce((sum, { rate, users }) => sum + (rate ?? users), 0)
  const most = tenants.reduce((sum, { rate, users, surges }) => sum + (rate ?? users) * mostOfSurges(surges), 0)
  return tenants.length === 0 ? 1 : most / usual
}
