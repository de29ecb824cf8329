/** Whether faults name what a scenario has: its nodes, shards, zones, groups and the edges that breakers guard. */
import type { Fault, LinkTarget, NodeTarget } from '../../cluster/command'
import { nodeNames } from '../nodeNames'
import { refusal } from '../refusal'
import type { Scenario } from '../scenario'

/** Throws a FaultlineError `code` at the first fault that names something unknown, its field under `root[index]`. */
export function checkFaults(scenario: Scenario, faults: readonly Fault[], code: string, root: string): void {
  const names = nodeNames(scenario)
  const known = {
    node: new Set(names.map((node) => node.id)),
    zone: new Set(scenario.zones),
    group: new Set(scenario.groups.map((group) => group.id)),
  }
  const shards = names.reduce((most, node) => Math.max(most, node.shard + 1), 0)
  faults.forEach((fault, i) => {
    const field = `${root}[${i}]`
    if ('target' in fault) checkNodes(fault.target, `${field}.target`)
    if ('link' in fault) checkLink(fault.link, `${field}.link`)
    if ('groups' in fault) {
      fault.groups.forEach((side, s) => side.forEach((target, t) => checkNodes(target, `${field}.groups[${s}][${t}]`)))
    }
    if ('edge' in fault && !guarded(scenario, fault.edge)) {
      throw unknown(`${field}.edge`, 'unknownBreaker', '', fault.edge)
    }
    if ('message' in fault && fault.message.origin >= names.length) {
      throw unknown(`${field}.message.origin`, 'unknownNode', `0 to ${names.length - 1}`, fault.message.origin)
    }
  })

  function unknown(field: string, problem: string, allowed: string, got: unknown) {
    return refusal(code, { field, problem, allowed, got })
  }
  function checkLink(link: LinkTarget, field: string): void {
    checkNodes(link.from, `${field}.from`)
    checkNodes(link.to, `${field}.to`)
  }
  function checkNodes(target: NodeTarget, field: string): void {
    if ('shard' in target) {
      if (target.shard < shards) return
      throw unknown(`${field}.shard`, 'unknownShard', shards > 0 ? `0 to ${shards - 1}` : '', target.shard)
    }
    if ('node' in target && !known.node.has(target.node)) fail('node', 'unknownNode', target.node)
    if ('zone' in target && !known.zone.has(target.zone)) fail('zone', 'unknownZone', target.zone)
    if ('group' in target && !known.group.has(target.group)) fail('group', 'unknownGroup', target.group)

    function fail(kind: 'node' | 'zone' | 'group', problem: string, got: string): never {
      throw unknown(`${field}.${kind}`, problem, [...known[kind]].join(', '), got)
    }
  }
}

/** Whether some group calls `edge` through a breaker. */
function guarded(scenario: Scenario, edge: string): boolean {
  return scenario.groups.some(
    (group) =>
      group.role === 'api' && group.recommendations?.calls === edge && group.recommendations.breaker !== undefined,
  )
}
