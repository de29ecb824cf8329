/**
 * Balancers that know their instances, in some cases: other strategies, weights, health checks, slow start, instances that come and
 * go, an autoscaler, servers that fan out. All options have names of their own, so that other draws stay as they were.
 */
import type { GroupSpec, HealthSpec, Scenario } from '../../scenarios/scenario'
import type { TimedCommand } from './drawFaults'
import type { Options } from './options'

type Balancer = Extract<GroupSpec, { role: 'balancer' }>
type Growing = Extract<GroupSpec, { role: 'api' | 'server' }>

export function drawInstances(o: Options, groups: readonly GroupSpec[]): GroupSpec[] {
  const fanned = groups.flatMap((group) => (group.role === 'server' ? drawFanOut(o, group) : [group]))
  const balancer = fanned.find((group) => group.role === 'balancer')
  if (!balancer || !o.chance('pool', 0.5)) return fanned
  const called = fanned.find(({ id }) => id === balancer.calls)
  const grown = called?.role === 'api' || called?.role === 'server' ? drawGrowth(o, called) : null
  const drawn = fanned.map((group) => {
    if (group === balancer) return drawPool(o, balancer, grown?.countMax ?? (called as { count: number }).count)
    return group === called && grown ? grown : group
  })
  return grown ? [...drawn, ...drawAutoscaler(o, grown, balancer.zones)] : drawn
}

function drawPool(o: Options, balancer: Balancer, instances: number): Balancer {
  const strategy = o.oneOf('pool.strategy', [
    'roundRobin',
    'random',
    'leastOutstanding',
    'powerOfTwo',
    'consistentHash',
  ])
  const weights = Array.from({ length: instances }, (_, i) => o.scale(`pool.weight-${i + 1}`, 0.1, 10))
  return {
    ...balancer,
    strategy,
    ...(o.chance('pool.weighted', 0.4) ? { weights } : {}),
    ...(o.chance('pool.checked', 0.7) ? { health: drawHealth(o) } : {}),
    ...(o.chance('pool.slowStart', 0.5) ? { slowStartUs: o.scale('pool.slowStartUs', 1_000, 5_000_000) } : {}),
    ...(strategy === 'consistentHash' && o.chance('pool.bounded', 0.5) ? { boundedLoad: 1.25 } : {}),
  }
}
function drawHealth(o: Options): HealthSpec {
  const intervalUs = o.scale('health.intervalUs', 20_000, 2_000_000)
  return {
    intervalUs,
    timeoutUs: Math.max(1, Math.floor(intervalUs * (0.01 + 0.99 * o.share('health.timeout')))),
    unhealthyAfter: o.whole('health.unhealthyAfter', 1, 4),
    healthyAfter: o.whole('health.healthyAfter', 1, 4),
    ...(o.chance('health.passive', 0.5)
      ? {
          passive: {
            failures: o.whole('health.failures', 1, 5),
            ejectUs: o.scale('health.ejectUs', 10_000, 5_000_000),
          },
        }
      : {}),
    panicBelow: o.oneOf('health.panicBelow', [0, 0.5, 1]),
  }
}
function drawGrowth<G extends Growing>(o: Options, group: G): G | null {
  if (!o.chance('grows', 0.7)) return null
  const countMax = group.count + o.whole('grows.spare', 0, 3)
  return { ...group, countMax, bootUs: o.scale('grows.bootUs', 1_000, 5_000_000) }
}
function drawAutoscaler(o: Options, group: Growing, zones: string[]): GroupSpec[] {
  if ((group.capacity?.workers ?? 0) === 0 || !o.chance('autoscaler', 0.5)) return []
  return [
    {
      id: 'autoscaler',
      role: 'autoscaler',
      count: 1,
      zones,
      scales: group.id,
      ...(o.chance('autoscaler.byQueue', 0.3) ? { queueDepth: 2 } : { utilisation: 0.6 }),
      intervalUs: o.scale('autoscaler.intervalUs', 500_000, 3_000_000),
      cooldownUs: o.scale('autoscaler.cooldownUs', 10_000, 4_000_000),
      min: 1,
    },
  ]
}
function drawFanOut(o: Options, group: Extract<GroupSpec, { role: 'server' }>): GroupSpec[] {
  if (!o.chance('fanOut', 0.3)) return [group]
  const count = o.whole('leaves', 1, 5)
  const { zones, capacity } = group
  const leaf: GroupSpec = { id: 'leaf', role: 'server', count, zones, ...(capacity ? { capacity } : {}) }
  const timeoutUs = o.scale('fanOut.timeoutUs', 20_000, 500_000)
  return [{ ...group, fanOut: { calls: 'leaf', count: o.whole('fanOut.count', 1, count), timeoutUs } }, leaf]
}

/** Instances added and drained by hand, at any moment. */
export function drawInstanceActs(o: Options, scenario: Scenario, horizonUs: number): TimedCommand[] {
  const group = scenario.groups.find((one) => 'countMax' in one && one.countMax !== undefined)
  if (!group) return []
  return Array.from({ length: o.whole('instanceActs', 0, 6) }, (_, i): TimedCommand => {
    const name = `instanceAct-${i + 1}`
    const kind = o.oneOf(`${name}.kind`, ['addInstance', 'drainInstance'])
    const node = `${group.id}-${o.whole(`${name}.instance`, 1, (group as Growing).countMax ?? 1)}`
    const isNode = (group as Growing).countMax !== 1 && o.chance(`${name}.one`, 0.6)
    return {
      atUs: o.whole(`${name}.atUs`, 0, horizonUs),
      command: { kind, target: isNode ? { node } : { group: group.id } },
    }
  })
}
