/** Whether faults name what a scenario has: its nodes, shards, zones, groups and the edges that breakers guard. */
import type { Fault, NodeTarget, PolicyReach, StampedCommand } from '../../cluster/command'
import { matches } from '../../cluster/targets'
import { features } from '../features'
import { allShards, canGrow } from '../growth'
import { reshardingModes, traitsOf } from '../modes/traits'
import type { NodeName } from '../nodeNames'
import { nodeNames } from '../nodeNames'
import { entriesOf } from '../policies/effective'
import { refusal } from '../refusal'
import type { GroupSpec, Scenario } from '../scenario'

/** Throws scenario.invalid at the first fault of the schedule that names something unknown. */
export function checkSchedule(scenario: Scenario): void {
  const find = findUnknown(scenario)
  scenario.faults?.forEach((fault, index) => {
    const unknown = fault.kind === 'setPolicy' || fault.kind === 'stopPolicy' ? notScheduled(fault) : find(fault)
    if (unknown) throw refusal('scenario.invalid', { ...unknown, field: `faults[${index}].${unknown.field}` })
  })
}

/** Throws run.command with { index, field, problem, allowed, got } at the first command that names something unknown. */
export function checkCommands(scenario: Scenario, commands: readonly StampedCommand[]): void {
  const find = findUnknown(scenario)
  commands.forEach(({ command }, index) => {
    const unknown = find(command)
    if (unknown)
      throw refusal('run.command', { ...unknown, index, field: `commands[${index}].command.${unknown.field}` })
  })
}

/** Throws run.command with { field, problem, allowed, got } when a command names something unknown. */
export function checkCommand(scenario: Scenario, command: Fault): void {
  const unknown = findUnknown(scenario)(command)
  if (unknown) throw refusal('run.command', { ...unknown, field: `command.${unknown.field}` })
}

interface Unknown {
  field: string
  problem: string
  allowed: string
  got: unknown
}

/** The first part of a fault that the scenario does not have, or null. */
function findUnknown(scenario: Scenario): (fault: Fault) => Unknown | null {
  const nodes = nodeNames(scenario)
  const names = {
    node: nodes.map((node) => node.id),
    zone: scenario.zones,
    group: scenario.groups.map((group) => group.id),
  }
  const shards = nodes.reduce((most, node) => Math.max(most, node.shard + 1), 0)
  const guarded = guardedEdges(scenario)
  const { groups } = scenario
  const deadLetterGroups = groups.filter(keepsDeadLetters).map(({ id }) => id)
  const isMeant = (node: NodeName, target: NodeTarget): boolean =>
    matches({ ...node, group: groups[node.group].id }, target)
  const growing = groups.filter(canGrow).map(({ id }) => id)

  return (fault) => {
    for (const [field, target] of targetsOf(fault)) {
      const unknown = unknownTarget(target, field)
      if (unknown) return unknown
    }
    if (fault.kind === 'setPolicy') return unknownReach(scenario, fault.reach)
    if (fault.kind === 'setConsistency') return unknownRead(scenario, fault)
    if (fault.kind === 'setFlag') return unknownFeature(scenario, fault)
    if (fault.kind === 'addShard' || fault.kind === 'removeShard') return unableStore(scenario, fault)
    if (fault.kind === 'redrive' && !nodes.some((n) => keepsDeadLetters(groups[n.group]) && isMeant(n, fault.target)))
      return {
        field: 'target',
        problem: 'noDeadLetters',
        allowed: deadLetterGroups.join(', '),
        got: nameOf(fault.target),
      }
    if (fault.kind === 'addInstance' || fault.kind === 'drainInstance') {
      if (!nodes.some((n) => canGrow(groups[n.group]) && isMeant(n, fault.target)))
        return { field: 'target', problem: 'needsCountMax', allowed: growing.join(', '), got: nameOf(fault.target) }
    }
    if ('edge' in fault && !guarded.includes(fault.edge)) {
      return { field: 'edge', problem: 'unknownBreaker', allowed: guarded.join(', '), got: fault.edge }
    }
    if ('message' in fault && fault.message.origin >= nodes.length) {
      const allowed = `0 to ${nodes.length - 1}`
      return { field: 'message.origin', problem: 'unknownNode', allowed, got: fault.message.origin }
    }
    return null
  }

  function unknownTarget(target: NodeTarget, field: string): Unknown | null {
    if ('shard' in target) {
      const allowed = shards > 0 ? `0 to ${shards - 1}` : ''
      return target.shard < shards
        ? null
        : { field: `${field}.shard`, problem: 'unknownShard', allowed, got: target.shard }
    }
    const [kind, problem, name] =
      'node' in target
        ? (['node', 'unknownNode', target.node] as const)
        : 'zone' in target
          ? (['zone', 'unknownZone', target.zone] as const)
          : (['group', 'unknownGroup', target.group] as const)
    return names[kind].includes(name)
      ? null
      : { field: `${field}.${kind}`, problem, allowed: names[kind].join(', '), got: name }
  }
}

/** A scenario carries no code. */
function notScheduled({ kind }: Fault): Unknown {
  return { field: 'kind', problem: 'notScheduled', allowed: 'commands', got: kind }
}
function unknownReach(scenario: Scenario, { group, called, journey, step }: PolicyReach): Unknown | null {
  const groups = scenario.groups.map(({ id }) => id)
  for (const [field, name] of Object.entries({ group, called }))
    if (name !== undefined && !groups.includes(name))
      return { field: `reach.${field}`, problem: 'unknownGroup', allowed: groups.join(', '), got: name }
  const journeys = scenario.groups.flatMap((one) => (one.role === 'clients' ? one.journeys : []))
  const steps = journeys.find(({ id }) => id === journey)?.steps.length ?? 0
  if (journey !== undefined && steps === 0) {
    const allowed = journeys.map(({ id }) => id).join(', ')
    return { field: 'reach.journey', problem: 'unknownJourney', allowed, got: journey }
  }
  return step === undefined || step < steps
    ? null
    : { field: 'reach.step', problem: 'outOfRange', allowed: `0 to ${steps - 1}`, got: step }
}

/** Queues that workers take from, and streams. */
function keepsDeadLetters(group: GroupSpec): boolean {
  return group.role === 'stream' || (group.role === 'queue' && group.visibilityUs !== undefined)
}
function nameOf(target: NodeTarget): string | number {
  return Object.values(target)[0] as string | number
}
function unknownFeature(scenario: Scenario, { flag }: Fault & { kind: 'setFlag' }): Unknown | null {
  const has = features(scenario)
  return has.includes(flag) ? null : { field: 'flag', problem: 'unknownFeature', allowed: has.join(', '), got: flag }
}

/** A store whose shards can change. */
function unableStore(scenario: Scenario, fault: Fault & { kind: 'addShard' | 'removeShard' }): Unknown | null {
  const store = scenario.groups.find((group) => group.role === 'store')
  if (store?.role !== 'store') return { field: 'kind', problem: 'needsStore', allowed: 'store', got: fault.kind }
  const { mode } = store.replication
  if (!traitsOf(store.replication).reshards) {
    return { field: 'kind', problem: 'cannotReshard', allowed: reshardingModes().join(', '), got: mode }
  }
  if (store.shardsMax === undefined)
    return { field: 'kind', problem: 'needsShardsMax', allowed: 'shardsMax', got: fault.kind }
  if (fault.kind === 'addShard' || fault.shard < allShards(store)) return null
  return { field: 'shard', problem: 'unknownShard', allowed: `0 to ${allShards(store) - 1}`, got: fault.shard }
}

/** A read of some journey's, with a bound where, and only where, one is needed. */
function unknownRead(scenario: Scenario, fault: Fault & { kind: 'setConsistency' }): Unknown | null {
  const journeys = scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
  const journey = journeys.find(({ id }) => id === fault.journey)
  if (!journey) {
    const allowed = journeys.map(({ id }) => id).join(', ')
    return { field: 'journey', problem: 'unknownJourney', allowed, got: fault.journey }
  }
  if (journey.steps[fault.step]?.op !== 'read') {
    const reads = journey.steps.flatMap(({ op }, i) => (op === 'read' ? [i] : []))
    return { field: 'step', problem: 'notRead', allowed: reads.join(', '), got: fault.step }
  }
  if ((fault.consistency === 'bounded') === (fault.boundUs !== undefined)) return null
  return { field: 'boundUs', problem: 'boundOfBounded', allowed: 'bounded', got: fault.consistency }
}

function targetsOf(fault: Fault): [field: string, target: NodeTarget][] {
  if ('target' in fault) return [['target', fault.target]]
  if ('link' in fault) {
    return [
      ['link.from', fault.link.from],
      ['link.to', fault.link.to],
    ]
  }
  if (!('groups' in fault)) return []
  return fault.groups.flatMap((side, s) =>
    side.map((target, t): [string, NodeTarget] => [`groups[${s}][${t}]`, target]),
  )
}

/** The groups that somebody calls through a breaker. */
function guardedEdges(scenario: Scenario): string[] {
  const guarded = scenario.groups.flatMap((group) =>
    entriesOf(scenario, group).flatMap(({ to, breaker }) => (breaker === undefined ? [] : [to])),
  )
  return [...new Set(guarded)]
}
