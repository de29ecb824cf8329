/**
 * Tenants that share a system: each has its part of all arrivals, by weight, and may surge. Arrivals of independent Poisson processes
 * together are one process of the sum of their rates, each arrival of a tenant in proportion to its rate (superposition; D. J.
 * Daley, D. Vere-Jones, "An introduction to the theory of point processes", 2.4): so a surge brings more, and takes nothing from others.
 */
import type { Surge } from './surges'
import type { Picker } from './users'
import { UserPicker } from './users'

export interface Tenant {
  users: number // how many: tenants follow one another from user 0 on
  weight: number // of its usual rate, beside the others'
  surges: readonly Surge[] // one after the other
}
/** From `fromUs` on, until the next one: the share of each tenant and those before it. */
interface Mix {
  fromUs: number
  shares: readonly number[]
}
/** The greatest double below 1: draws lie within (0, 1). */
const BELOW_ONE = 1 - Number.EPSILON / 2

/** Picks a tenant by its rate of that moment, then one of its users, all by one draw. */
export class TenantPicker implements Picker {
  private readonly pickers: readonly UserPicker[]
  private readonly firsts: readonly number[]
  private readonly mixes: readonly Mix[]

  /** `active` of all users ever come, of each tenant its part; `zipf`: exponent of their popularity within their tenant. */
  constructor(tenants: readonly Tenant[], active: number, zipf: number) {
    const users = sum(tenants.map((tenant) => tenant.users))
    this.pickers = tenants.map(
      (tenant) => new UserPicker(tenant.users, Math.max(1, Math.round((active * tenant.users) / users)), zipf),
    )
    this.firsts = tenants.map((_, t) => sum(tenants.slice(0, t).map((tenant) => tenant.users)))
    this.mixes = mixesOf(tenants)
  }

  pick(unit: number, atUs: number): number {
    const { mixes } = this
    let now = mixes.length - 1
    while (mixes[now].fromUs > atUs) now--
    const { shares } = mixes[now]
    let t = 0
    while (t < shares.length - 1 && shares[t] < unit) t++
    const before = t === 0 ? 0 : shares[t - 1]
    return this.firsts[t] + this.pickers[t].pick(Math.min(BELOW_ONE, (unit - before) / (shares[t] - before)))
  }
}

/** When more of a journey come, or fewer, by its own surges and those of the tenants; one after the other. */
export function surgesWith(tenants: readonly Tenant[], own: readonly Surge[]): Surge[] {
  const usual = sum(tenants.map(({ weight }) => weight))
  const moments = momentsOf([...own, ...tenants.flatMap(({ surges }) => surges)])
  return moments.slice(0, -1).flatMap((fromUs, i) => {
    const factor = factorAt(own, fromUs) * (sum(ratesAt(tenants, fromUs)) / usual)
    return factor === 1 ? [] : [{ fromUs, toUs: moments[i + 1], factor }]
  })
}

function mixesOf(tenants: readonly Tenant[]): Mix[] {
  return momentsOf(tenants.flatMap(({ surges }) => surges)).map((fromUs) => {
    const rates = ratesAt(tenants, fromUs)
    return { fromUs, shares: rates.map((_, t) => sum(rates.slice(0, t + 1)) / sum(rates)) }
  })
}
function ratesAt(tenants: readonly Tenant[], atUs: number): number[] {
  return tenants.map(({ weight, surges }) => weight * factorAt(surges, atUs))
}
/** 0 and whenever a surge begins or ends, in order. */
function momentsOf(surges: readonly Surge[]): number[] {
  return [...new Set([0, ...surges.flatMap(({ fromUs, toUs }) => [fromUs, toUs])])].sort((a, b) => a - b)
}
function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
function factorAt(surges: readonly Surge[], atUs: number): number {
  return surges.find(({ fromUs, toUs }) => fromUs <= atUs && atUs < toUs)?.factor ?? 1
}
