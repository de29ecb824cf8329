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
  const hedges = scenario.policies?.some(({ from, hedge }) => from === group.id && hedge !== undefined) ?? false
  return !isTold && !hedges && !(called !== undefined && canGrow(called))
}

/** Whether copies of requests to that group may be tied to each other. */
export function isTied({ policies }: Scenario, group: string): boolean {
  return policies?.some(({ to, hedge }) => to === group && hedge?.tied === true) ?? false
}

export function needsInstances(scenario: Scenario): boolean {
  return scenario.groups.some(
    (group) =>
      isTied(scenario, group.id) ||
      group.role === 'autoscaler' ||
      (group.role === 'worker' && canGrow(group)) ||
      (group.role === 'server' && group.fanOut !== undefined) ||
      (group.role === 'balancer' && !isPlain(scenario, group)),
  )
}
