/** Whether a scenario has balancers that know their instances, instances that come and go, autoscalers, or servers that fan out. */
import { canGrow } from '../growth'
import type { GroupSpec, Scenario } from '../scenario'

type Balancer = Extract<GroupSpec, { role: 'balancer' }>
/** What a balancer can do that knows nothing of its instances. */
export type PlainStrategy = 'roundRobin' | 'random' | 'leastOutstanding'

export function isPlain(scenario: Scenario, group: Balancer): group is Balancer & { strategy: PlainStrategy } {
  const { strategy, weights, health, slowStartUs } = group
  if (strategy === 'powerOfTwo' || strategy === 'consistentHash') return false
  const called = scenario.groups.find(({ id }) => id === group.calls)
  const isTold = weights !== undefined || health !== undefined || slowStartUs !== undefined
  return !isTold && !(called !== undefined && canGrow(called))
}

export function needsInstances(scenario: Scenario): boolean {
  return scenario.groups.some(
    (group) =>
      group.role === 'autoscaler' ||
      (group.role === 'server' && group.fanOut !== undefined) ||
      (group.role === 'balancer' && !isPlain(scenario, group)),
  )
}
