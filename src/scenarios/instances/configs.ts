/**
 * From a scenario's groups to what balancers that know their instances, instances that come and go, autoscalers and servers that fan
 * out need.
 */
import type { Role } from '../../cluster'
import { HEALTH_DEFAULTS } from '../../resilience/health'
import type { AutoscalerConfig } from '../../services/autoscaler'
import type { FanOutConfig } from '../../services/fanOut'
import type { InstanceConfig } from '../../services/instance'
import { asInstance } from '../../services/instance'
import { instanceRoles } from '../../services/instanceRoles'
import type { Chooser, PoolConfig } from '../../services/pool'
import { asTied, tiedAdmission } from '../../services/tied'
import { atRandom, byChoices, byOutstanding, byUser, inTurn } from '../../services/pool'
import type { Growing } from '../growth'
import { allInstances } from '../growth'
import type { GroupSpec, Scenario } from '../scenario'

type Balancer = Extract<GroupSpec, { role: 'balancer' }>
type Members = (group: string) => readonly number[]

/** What a power of two choices draws from, unless it says. */
const TWO = 2
/** A leaf that was not given a time. */
const LEAVES_TIMEOUT_US = 500_000

function poolConfig(scenario: Scenario, group: Balancer, members: Members): PoolConfig {
  const calls = members(group.calls)
  const { health, strategy, boundedLoad, timeoutUs } = group
  const called = scenario.groups.find(({ id }) => id === group.calls)
  return {
    calls,
    choose: chooserOf(group),
    tracks:
      strategy === 'leastOutstanding' ||
      strategy === 'powerOfTwo' ||
      boundedLoad !== undefined ||
      health?.passive !== undefined,
    weights: group.weights ?? calls.map(() => 1),
    timeoutUs,
    standBy: called && called.role !== 'store' ? allInstances(called) - called.count : 0,
    health: {
      ...HEALTH_DEFAULTS,
      fall: health?.unhealthyAfter ?? HEALTH_DEFAULTS.fall,
      rise: health?.healthyAfter ?? HEALTH_DEFAULTS.rise,
      slowStartUs: group.slowStartUs ?? HEALTH_DEFAULTS.slowStartUs,
    },
    checks: health ? { intervalUs: health.intervalUs, timeoutUs: health.timeoutUs } : null,
    ejection: health?.passive ?? null,
    panicBelow: health?.panicBelow ?? 0,
  }
}
function chooserOf({ strategy, choices, boundedLoad }: Balancer): Chooser {
  switch (strategy) {
    case 'roundRobin':
      return inTurn()
    case 'random':
      return atRandom()
    case 'leastOutstanding':
      return byOutstanding()
    case 'powerOfTwo':
      return byChoices(choices ?? TWO)
    case 'consistentHash':
      return byUser(boundedLoad ?? -1)
  }
}

/** A service's own configuration with what its instance may be told besides. */
function withInstance(
  scenario: Scenario,
  group: Growing,
  instance: number,
  members: Members,
  config: object | null,
): object & { instance: InstanceConfig } {
  const tellers = scenario.groups.filter(
    (other) =>
      (other.role === 'balancer' && other.calls === group.id) ||
      (other.role === 'autoscaler' && other.scales === group.id),
  )
  const grows: InstanceConfig['grows'] = {
    standsBy: instance >= group.count,
    bootUs: group.bootUs ?? 0,
    reportsTo: tellers.flatMap(({ id }) => members(id)),
  }
  return { ...config, instance: { grows } }
}

function autoscalerConfig(
  scenario: Scenario,
  group: Extract<GroupSpec, { role: 'autoscaler' }>,
  members: Members,
): AutoscalerConfig {
  const { scales, utilisation, queueDepth, intervalUs, cooldownUs, min, max } = group
  const scaled = scenario.groups.find(({ id }) => id === scales)
  return {
    scales: members(scales),
    measure: utilisation === undefined ? 'queueDepth' : 'utilisation',
    target: utilisation ?? queueDepth ?? 1,
    intervalUs,
    cooldownUs,
    min,
    max: max ?? (scaled && scaled.role !== 'store' ? allInstances(scaled) : min),
  }
}

function fanOutConfig(
  fanOut: NonNullable<Extract<GroupSpec, { role: 'server' }>['fanOut']>,
  members: Members,
): FanOutConfig {
  return {
    leaves: members(fanOut.calls),
    count: fanOut.count,
    timeoutUs: fanOut.timeoutUs ?? LEAVES_TIMEOUT_US,
  }
}

/** The roles that stand for `table`'s: services that a balancer may call, and those that ask for their work. */
function asInstances(table: Record<string, Role>): Record<string, Role> {
  const all: Record<string, Role> = { ...table, ...instanceRoles }
  const told = TOLD.filter((role) => role in all)
  return { ...all, ...Object.fromEntries(told.map((role) => [role, asInstance(all[role])])) }
}
const TOLD = ['api', 'server', 'fanOutServer', 'pushQueue', 'worker', 'consumer']

export const instanceConfigs = {
  poolConfig,
  withInstance,
  autoscalerConfig,
  fanOutConfig,
  asInstances,
  asTied,
  tiedAdmission,
}
export type InstanceConfigs = typeof instanceConfigs
