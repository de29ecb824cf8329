/**
 * What no single field can tell: that named groups and zones exist and play the right role, that links join whoever must
 * talk, that quorums fit their store, that names are unique and sizes stay within bounds. Each check throws at the first
 * contradiction, naming the field that the author would change.
 */
import { featuresOf } from '../features'
import { allShards, canReshard } from '../growth'
import { LIMITS } from '../limits'
import { modeOf } from '../modes'
import { talksAcrossShards } from '../modes/traits'
import { CONSUMER_DEFAULTS } from '../consumers'
import { instancesOf, nodeNames } from '../nodeNames'
import { checkPartition } from '../partitions'
import { refusal } from '../refusal'
import type { GroupSpec, LinkSpec, Scenario } from '../scenario'
import { checkInstances } from './instances'
import { checkObjectives } from './objectives'
import { checkPolicies } from './policyRelations'
import { checkRemembered } from './remembering'
import { checkSteps } from './steps'
import { checkSchedule } from './targets'
import { checkTenants, mostOfSurges, mostOfTenants } from './tenants'

/** One group that must reach another: the field that says so, and which roles may stand there. */
interface Relation {
  field: string
  from: string
  to: string
  roles: GroupSpec['role'][]
}

/** Throws a FaultlineError (scenario.invalid, or scenario.needsConditionalWrites) if the parts do not fit together. */
export function checkRelations(scenario: Scenario): void {
  checkSizes(scenario)
  checkNames(scenario)
  scenario.groups.forEach(checkGroup)
  checkLinks(scenario)
  checkSteps(scenario)
  checkTenants(scenario)
  checkInstances(scenario)
  checkObjectives(scenario)
  checkPolicies(scenario)
  checkRemembered(scenario)
  checkSchedule(scenario)
}

function invalid(field: string, problem: string, allowed: string, got: unknown) {
  return refusal('scenario.invalid', { field, problem, allowed, got })
}

function checkNames(scenario: Scenario): void {
  const { zones, groups, layout } = scenario
  unique(zones, (i) => `zones[${i}]`)
  unique(
    groups.map((group) => group.id),
    (i) => `groups[${i}].id`,
  )
  groups.forEach((group, g) => {
    group.zones.forEach((zone, z) => {
      if (!zones.includes(zone)) throw invalid(`groups[${g}].zones[${z}]`, 'unknownZone', zones.join(', '), zone)
    })
  })
  const names = nodeNames(scenario)
  unique(
    names.map((node) => node.id),
    (i) => `groups[${names[i].group}].id`,
  )
  const journeys = groups.flatMap((group, g) =>
    group.role === 'clients'
      ? group.journeys.map((journey, j) => ({ id: journey.id, field: `groups[${g}].journeys[${j}]` }))
      : [],
  )
  if (journeys.length > LIMITS.journeys) {
    throw invalid(journeys[LIMITS.journeys].field, 'tooMany', `0 to ${LIMITS.journeys}`, journeys.length)
  }
  unique(
    journeys.map((journey) => journey.id),
    (i) => `${journeys[i].field}.id`,
  )
  const ids = groups.map((group) => group.id)
  for (const name of Object.keys(layout ?? {})) {
    if (!ids.includes(name)) throw invalid(`layout.${name}`, 'unknownGroup', ids.join(', '), name)
  }
}

function unique(names: string[], field: (i: number) => string): void {
  const seen = new Set<string>()
  names.forEach((name, i) => {
    if (seen.has(name)) throw invalid(field(i), 'duplicate', '', name)
    seen.add(name)
  })
}

function checkSizes(scenario: Scenario): void {
  const { groups } = scenario
  let nodes = 0
  groups.forEach((group, g) => {
    nodes += instancesOf(group)
    const field = `groups[${g}].${group.role === 'store' ? 'shards' : 'count'}`
    if (nodes > LIMITS.nodes) throw invalid(field, 'tooManyNodes', `0 to ${LIMITS.nodes}`, nodes)
  })
  const clients = groups.filter((group) => group.role === 'clients')
  if (clients.length !== 1) throw invalid('groups', 'notOneClients', '1', clients.length)
  const stores = groups.filter((group) => group.role === 'store')
  if (stores.length > 1)
    throw invalid(`groups[${groups.indexOf(stores[1])}].role`, 'tooManyStores', '0 to 1', stores.length)
  const users = clients[0].users.count
  if (stores.length > 0 && users < stores[0].shards) {
    throw invalid(
      `groups[${groups.indexOf(stores[0])}].shards`,
      'moreShardsThanUsers',
      `1 to ${users}`,
      stores[0].shards,
    )
  }
  groups.forEach((group, g) => {
    if (group.role !== 'store') return
    checkPartition(group, users, `groups[${g}]`)
    checkGrowth(group, users, `groups[${g}]`)
  })
  let rate = 0
  groups.forEach((group, g) => {
    if (group.role !== 'clients') return
    group.journeys.forEach((journey, j) => {
      rate += journey.ratePerSecond * mostOfSurges(journey.surges) * mostOfTenants(group.users)
      const field = `groups[${g}].journeys[${j}].ratePerSecond`
      if (rate > LIMITS.totalRate) throw invalid(field, 'tooMuchLoad', `0 to ${LIMITS.totalRate}`, rate)
    })
  })
}

/** Spare shards: none fewer than there are, and few enough users that every one can be looked up. */
function checkGrowth(store: Extract<GroupSpec, { role: 'store' }>, users: number, field: string): void {
  const { shards, shardsMax, moveBytesPerSecond } = store
  if (shardsMax === undefined) {
    if (moveBytesPerSecond === undefined) return
    throw invalid(`${field}.moveBytesPerSecond`, 'needsShardsMax', 'shardsMax', moveBytesPerSecond)
  }
  const most = Math.min(users, LIMITS.shards)
  if (shardsMax < shards || shardsMax > most)
    throw invalid(`${field}.shardsMax`, 'outOfRange', `${shards} to ${most}`, shardsMax)
  if (users > LIMITS.movingUsers)
    throw invalid(`${field}.shardsMax`, 'tooManyToMove', `0 to ${LIMITS.movingUsers}`, users)
}

function checkGroup(group: GroupSpec, g: number): void {
  const at = (field: string) => `groups[${g}].${field}`
  if (group.role === 'store') modeOf(group.replication).check?.(group.replication, group, at('replication'))
  if (group.role === 'clients' && group.users.active > group.users.count) {
    throw invalid(at('users.active'), 'outOfRange', `1 to ${group.users.count}`, group.users.active)
  }
  if (group.role === 'worker' && group.store !== undefined && group.w === undefined) {
    throw invalid(at('w'), 'missing', `1 to ${LIMITS.replicas}`, undefined)
  }
  if (group.role === 'queue' && (group.calls === undefined) === (group.visibilityUs === undefined)) {
    throw invalid(at('visibilityUs'), 'pullOrPush', 'visibilityUs, calls', group.calls)
  }
  if (group.role === 'queue' && group.calls !== undefined) {
    for (const field of ['maxDeliveries', 'waitUs'] as const)
      if (group[field] !== undefined) throw invalid(at(field), 'pullOnly', 'visibilityUs', group[field])
  }
  if (group.role === 'stream') {
    // What waits in it waits for its consumers.
    if (group.capacity !== undefined) throw invalid(at('capacity'), 'streamHasNoCapacity', '', '{}')
    if (group.waitUs !== undefined && group.lagMax === undefined)
      throw invalid(at('waitUs'), 'needsLagMax', 'lagMax', group.waitUs)
  }
  if (group.role === 'worker' && group.consumer) {
    const { sessionUs, heartbeatUs } = { ...CONSUMER_DEFAULTS, ...group.consumer }
    if (heartbeatUs * 2 > sessionUs)
      throw invalid(at('consumer.heartbeatUs'), 'outOfRange', `1 to ${Math.floor(sessionUs / 2)}`, heartbeatUs)
  }
  // What waits in it waits for its server; workers of its own would make it wait, and be counted, twice.
  if (group.role === 'queue' && group.calls !== undefined && group.capacity !== undefined) {
    throw invalid(at('capacity'), 'pushHasNoCapacity', '', '{}')
  }
  if (group.role === 'api') checkFeatures(group, at)
  if (group.role === 'api' && group.recommendations?.breaker) {
    const { window, minimumCalls } = group.recommendations.breaker
    const field = at('recommendations.breaker.minimumCalls')
    if (minimumCalls > window) throw invalid(field, 'outOfRange', `1 to ${window}`, minimumCalls)
  }
}

/** Copies need a cache and something to copy; what is switched off must be there. */
function checkFeatures(api: Extract<GroupSpec, { role: 'api' }>, at: (field: string) => string): void {
  if (api.copies && api.cache === undefined) throw invalid(at('copies'), 'needsCache', 'cache', api.id)
  if (api.copies && api.store === undefined) throw invalid(at('copies'), 'needsStore', 'store', api.id)
  const has = featuresOf(api)
  api.off?.forEach((flag, i) => {
    if (!has.includes(flag)) throw invalid(at(`off[${i}]`), 'unknownFeature', has.join(', '), flag)
  })
}

function checkLinks(scenario: Scenario): void {
  const { groups, links } = scenario
  const byId = new Map(groups.map((group) => [group.id, group]))
  const linked = new Set<string>()
  let directed = 0
  links.forEach((link, i) => {
    for (const end of ['from', 'to'] as const) {
      if (!byId.has(link[end]))
        throw invalid(`links[${i}].${end}`, 'unknownGroup', [...byId.keys()].join(', '), link[end])
    }
    if (linked.has(pair(link.from, link.to))) throw invalid(`links[${i}]`, 'duplicate', '', `${link.from} ${link.to}`)
    linked.add(pair(link.from, link.to))
    directed += directedLinks(link, byId)
    if (directed > LIMITS.links) throw invalid(`links[${i}]`, 'tooManyLinks', `0 to ${LIMITS.links}`, directed)
  })
  for (const { field, from, to, roles } of groups.flatMap(relationsOf)) {
    const called = byId.get(to)
    const fitting = groups.filter((group) => roles.includes(group.role)).map((group) => group.id)
    if (!called) throw invalid(field, 'unknownGroup', fitting.join(', '), to)
    if (!roles.includes(called.role)) throw invalid(field, 'wrongRole', roles.join(', '), `${to} (${called.role})`)
    if (from === to && instancesOf(called) === 1) continue
    if (!linked.has(pair(from, to))) throw invalid('links', 'missingLink', `${from} ${to}`, undefined)
  }
}

/** Links run both ways, so the order of the two groups does not matter. */
function pair(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

function directedLinks(link: LinkSpec, byId: Map<string, GroupSpec>): number {
  const from = byId.get(link.from)!
  const to = byId.get(link.to)!
  if (from !== to) return 2 * instancesOf(from) * instancesOf(to)
  if (from.role === 'store' && !canReshard(from) && !talksAcrossShards(from.replication))
    return from.shards * from.replicas * (from.replicas - 1)
  return instancesOf(from) * (instancesOf(from) - 1)
}

function relationsOf(group: GroupSpec, g: number): Relation[] {
  const to = (field: string, called: string | undefined, ...roles: GroupSpec['role'][]): Relation[] =>
    called === undefined ? [] : [{ field: `groups[${g}].${field}`, from: group.id, to: called, roles }]
  switch (group.role) {
    case 'clients':
      return [
        ...to('calls', group.calls, 'balancer', 'api', 'queue', 'server'),
        ...group.journeys.flatMap(({ calls }, j) =>
          to(`journeys[${j}].calls`, calls, 'balancer', 'api', 'queue', 'server'),
        ),
      ]
    case 'balancer':
      return to('calls', group.calls, 'api', 'queue', 'server')
    case 'api':
      return [
        ...to('store', group.store, 'store'),
        ...to('queue', group.queue, 'queue', 'stream'),
        ...to('cache', group.cache, 'cache'),
        ...to('recommendations.calls', group.recommendations?.calls, 'dependency'),
      ]
    case 'queue':
      return to('calls', group.calls, 'api', 'server')
    case 'worker':
      return [...to('takesFrom', group.takesFrom, 'queue', 'stream'), ...to('store', group.store, 'store')]
    case 'store':
      return group.replicas > 1 || (allShards(group) > 1 && (canReshard(group) || talksAcrossShards(group.replication)))
        ? to('id', group.id, 'store')
        : []
    case 'server':
      return to('fanOut.calls', group.fanOut?.calls, 'server')
    case 'autoscaler':
      return to('scales', group.scales, 'api', 'server')
    default:
      return []
  }
}
