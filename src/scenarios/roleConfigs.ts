/**
 * From a group of a scenario to what its nodes need: the role that gives them their behaviour, and its configuration. One
 * entry a kind of group; adding a role adds an entry here.
 */
import type { Role } from '../cluster'
import { ASK, LEVEL, LEVEL_SHIFT, OP, criticalityBits } from '../cluster'
import type { Placement } from '../partitioning'
import { placeOf } from '../partitioning'
import type { Atlas } from '../protocols/resharding/atlas'
import { API_TIMER, apiQuorumRules } from '../services/api'
import type { ApiConfig, CopiesConfig } from '../services/api'
import type { BalancerConfig } from '../services/balancer'
import type { CallPolicy, ForwardingConfig } from '../services/calling'
import { guardForwarding } from '../services/calling'
import type { CacheConfig } from '../services/cache'
import type { ClientsConfig, StepPlan } from '../services/clients'
import { journeyEntity } from '../services/clients'
import type { JobQueueConfig } from '../services/jobQueue'
import { mostSteps } from '../services/operationCounts'
import type { PushQueueConfig } from '../services/pushQueue'
import { roles } from '../services/roles'
import type { StoreClientConfig } from '../services/store'
import type { ConsumerConfig } from '../services/stream/consumerState'
import { CONSUMER_TIMER } from '../services/stream/consumerTimers'
import type { StreamConfig } from '../services/stream/state'
import { UserPicker } from '../services/users'
import type { WorkerConfig } from '../services/worker'
import { WORKER_TIMER } from '../services/worker'
import { behaviourOf, extra } from './behaviours'
import { extrasOf } from './behaviours/extras'
import { CONSUMER_DEFAULTS } from './consumers'
import type { Growing } from './growth'
import { canGrow, canReshard } from './growth'
import { isPlain, isTied } from './instances/needs'
import { traitsOf } from './modes/traits'
import type { OperationClass } from './operationClasses'
import { replicasByShard, usersOf } from './partitions'
import { policiesOf } from './policies'
import { PUSH_TIMEOUT_US, placesAt } from './pushQueues'
import type { GroupPolicies } from './policies'
import type { CopiesSpec, GroupSpec, JourneySpec, Scenario, StepSpec } from './scenario'
import { resolved } from './tenants'

/** What a configuration may look up: the scenario, its operation classes, which nodes a group stands for, where users are. */
export interface Plan {
  scenario: Scenario
  classes: readonly OperationClass[]
  members: (group: string) => readonly number[]
  placement: Placement
  atlas: Atlas | null // of its store
}
type Store = Extract<GroupSpec, { role: 'store' }>
type Stream = Extract<GroupSpec, { role: 'stream' }>
type Worker = Extract<GroupSpec, { role: 'worker' }>

/** A call inside the cluster that nobody set a time for. */
const CALL_TIMEOUT_US = 500_000
const ASK_AGAIN_US = 1_000_000

/** The role and the configuration of one instance of a group. */
export function roleOf(plan: Plan, group: GroupSpec, instance: number): { role: string; config: unknown } {
  const { members, scenario } = plan
  switch (group.role) {
    case 'clients':
      return { role: 'clients', config: clientsConfig(plan, group) }
    case 'balancer':
      if (!isPlain(scenario, group))
        return {
          role: 'pool',
          config: {
            ...extra('instances').poolConfig(scenario, group, members),
            ...forwarding(plan, group, group.calls),
          },
        }
      return {
        role: 'balancer',
        config: {
          calls: members(group.calls),
          strategy: group.strategy,
          timeoutUs: group.timeoutUs,
          ...forwarding(plan, group, group.calls),
        } satisfies BalancerConfig & Partial<ForwardingConfig>,
      }
    case 'api':
      return { role: 'api', config: asInstanceOf(plan, group, instance, apiConfig(plan, group)) }
    case 'store': {
      const shard = Math.floor(instance / group.replicas)
      const shards = replicasByShard(group, members(group.id))
      const users = usersOf(plan.scenario)
      return behaviourOf(group.replication).config(group.replication, {
        shards,
        shard,
        replica: instance % group.replicas,
        shardOf: (key) => placeOf(plan.placement, key % users),
        atlas: plan.atlas as Atlas,
      })
    }
    case 'cache':
      return { role: 'cache', config: cacheConfig(group) }
    case 'queue':
      return group.calls === undefined
        ? {
            role: 'jobQueue',
            config: {
              slots: group.slots,
              visibilityUs: group.visibilityUs ?? 10_000_000,
              maxDeliveries: group.maxDeliveries,
              waitUs: group.waitUs,
            } satisfies JobQueueConfig,
          }
        : {
            role: 'pushQueue',
            config: {
              ...pushQueueConfig(plan, group.slots, group.calls, instance),
              ...forwarding(plan, group, group.calls),
            },
          }
    case 'worker':
      return groupOf(plan.scenario, group.takesFrom)?.role === 'stream'
        ? { role: 'consumer', config: asInstanceOf(plan, group, instance, consumerConfig(plan, group)) }
        : { role: 'worker', config: asInstanceOf(plan, group, instance, workerConfig(plan, group)) }
    case 'stream':
      return { role: 'stream', config: streamConfig(plan, group) }
    case 'dependency':
      return { role: 'dependency', config: null }
    case 'server': {
      const config = group.fanOut ? extra('instances').fanOutConfig(group.fanOut, members) : null
      return { role: config ? 'fanOutServer' : 'server', config: asInstanceOf(plan, group, instance, config) }
    }
    case 'autoscaler':
      return { role: 'autoscaler', config: extra('instances').autoscalerConfig(scenario, group, members) }
  }
}

/** A service's own configuration and, where its group can grow, what its instance may be told besides. */
function asInstanceOf(plan: Plan, group: Growing, instance: number, config: object | null): object | null {
  return canGrow(group) ? extra('instances').withInstance(plan.scenario, group, instance, plan.members, config) : config
}

function groupOf(scenario: Scenario, id: string): GroupSpec | undefined {
  return scenario.groups.find((g) => g.id === id)
}

function clientsConfig(plan: Plan, group: Extract<GroupSpec, { role: 'clients' }>): ClientsConfig {
  const firstClass = (journey: JourneySpec): number =>
    plan.classes.findIndex((c) => c.group === group.id && c.journeyId === journey.id)
  const policies = policiesOf(plan.scenario, group, plan.members)
  const { count, active, zipf, tenants } = group.users
  const shared = tenants && resolved(tenants)
  return {
    guards: policies.guards,
    users: count,
    mostSteps: mostSteps(group.journeys),
    picker: shared ? new (extra('tenancy').TenantPicker)(shared, active, zipf) : new UserPicker(count, active, zipf),
    journeys: group.journeys.map((j) => ({
      id: j.id,
      entity: journeyEntity(j.id),
      calls: plan.members(j.calls ?? group.calls),
      meanGapUs: 1e6 / j.ratePerSecond,
      deadlineUs: j.deadlineUs,
      surges: shared ? extra('tenancy').surgesWith(shared, j.surges ?? []) : (j.surges ?? []),
      steps: j.steps.map((s, i) => markedAs(stepPlan(plan, s, firstClass(j) + i), j)),
      policies: j.steps.map(({ op }) => policies.policy(j.calls ?? group.calls, op, 0, j.id)),
    })),
  }
}
/** The level that a read asks for: its own, or in modes where quorums mean nothing what its R comes to. */
function levelOfRead(plan: Plan, step: Extract<StepSpec, { op: 'read' }>): number {
  if (step.consistency !== undefined) return LEVEL[step.consistency]
  const store = plan.scenario.groups.find((g) => g.role === 'store')
  if (store?.role !== 'store' || traitsOf(store.replication).quorums) return LEVEL.mode
  return step.r > store.replicas / 2 ? LEVEL.strong : LEVEL.eventual
}
function markedAs(step: StepPlan, { criticality }: JourneySpec): StepPlan {
  return { ...step, ask: step.ask | criticalityBits(criticality ?? 'critical') }
}
function stepPlan(plan: Plan, step: StepSpec, operationClass: number): StepPlan {
  switch (step.op) {
    case 'write':
      return {
        operationClass,
        op: OP.write,
        key: step.key,
        ask: step.w | (step.emitsJob ? ASK.emitsJob : 0),
      }
    case 'read':
      return {
        operationClass,
        op: OP.read,
        key: step.key,
        ask:
          step.r |
          (step.recommendations ? ASK.recommendations : 0) |
          (step.copies ? ASK.copies : 0) |
          (levelOfRead(plan, step) << LEVEL_SHIFT),
        boundUs: step.boundUs,
      }
    case 'submit':
      return { operationClass, op: OP.submit, key: 'user', ask: 0 }
    case 'transfer':
      return { operationClass, op: OP.transfer, key: 'user', ask: 0 }
    case 'call':
      return { operationClass, op: OP.call, key: 'none', ask: step.fanOut ?? 0 }
  }
}

function storeClient(
  plan: Plan,
  storeId: string,
  policies: GroupPolicies,
  timers: StoreClientConfig['timers'],
): StoreClientConfig | null {
  const store = groupOf(plan.scenario, storeId) as Store
  const shards = replicasByShard(store, plan.members(storeId))
  return {
    placement: plan.placement,
    shards,
    fallbacks: behaviourOf(store.replication).fallbacks?.(store.replication, shards.slice(0, store.shards)) ?? [],
    atlas: canReshard(store) ? plan.atlas : null,
    placing: traitsOf(store.replication).transfers ? null : plan.atlas,
    policies: byOperation((op) => policies.policy(storeId, op, CALL_TIMEOUT_US)),
    timers,
  }
}

function apiConfig(plan: Plan, group: Extract<GroupSpec, { role: 'api' }>): ApiConfig {
  const store = group.store === undefined ? undefined : (groupOf(plan.scenario, group.store) as Store)
  const only = (id: string | undefined): number => (id === undefined ? -1 : plan.members(id)[0])
  const { recommendations } = group
  const policies = policiesOf(plan.scenario, group, plan.members)
  const { guards, policy, fallback } = policies
  return {
    guards,
    store: store ? storeClient(plan, store.id, policies, API_TIMER) : null,
    quorumRules:
      store?.replication.mode === 'quorum' && store.replication.coordinator === 'client'
        ? apiQuorumRules(store.replication.timeoutUs, store.replication.readRepair)
        : null,
    queue: only(group.queue),
    submit: policy(group.queue ?? '', 'submit', CALL_TIMEOUT_US + producersWaitUs(plan.scenario, group.queue)),
    cache: only(group.cache),
    copies: store && group.copies ? copiesConfig(plan.scenario, store, group.copies) : null,
    off: group.off ?? [],
    lookUp: policy(group.cache ?? '', 'lookUp', recommendations?.timeoutUs ?? CALL_TIMEOUT_US),
    recommendations: recommendations
      ? {
          node: only(recommendations.calls),
          policy: policy(recommendations.calls, 'recommend', recommendations.timeoutUs),
          fallback: fallback(recommendations.calls, 'recommend'),
        }
      : null,
  }
}

/** A queue that lets producers wait is given the time for it. */
function producersWaitUs(scenario: Scenario, queue: string | undefined): number {
  const group = queue === undefined ? undefined : groupOf(scenario, queue)
  return (group?.role === 'queue' || group?.role === 'stream' ? group.waitUs : undefined) ?? 0
}

function copiesConfig(scenario: Scenario, store: Store, spec: CopiesSpec): CopiesConfig {
  const { mode } = store.replication
  return {
    first: spec.first,
    writes: spec.writes ?? 'forget',
    coalesces: spec.coalesces ?? false,
    staleIfErrorUs: spec.staleIfErrorUs ?? 0,
    timeoutUs: CALL_TIMEOUT_US,
    // Only on fixed homes do R answers meet every write's W; and only a leader's versions follow the order of acknowledgements.
    provenFrom: mode === 'quorum' ? store.replicas - leastW(scenario) + 1 : Infinity,
    provesWrites:
      !traitsOf(store.replication).quorums && mode !== 'multileader' && mode !== 'crdt' && mode !== 'program',
  }
}
/** The smallest write quorum that anybody uses. */
function leastW({ groups }: Scenario): number {
  const used = groups.flatMap((group) => {
    if (group.role === 'worker') return group.store === undefined ? [] : [group.w ?? 1]
    if (group.role !== 'clients') return []
    return group.journeys.flatMap(({ steps }) => steps.flatMap((step) => (step.op === 'write' ? [step.w] : [])))
  })
  return Math.min(Infinity, ...used)
}
function cacheConfig(group: Extract<GroupSpec, { role: 'cache' }>): CacheConfig {
  const { entries, ttlUs, ttlJitter = 0, negativeTtlUs = 0, earlyBeta = 0, staleUs = 0, leaseUs = 0 } = group
  return { entries, ttlUs, ttlJitter, negativeTtlUs, earlyBeta, staleUs, leaseUs }
}

function pushQueueConfig(plan: Plan, slots: number, calls: string, instance: number): PushQueueConfig {
  const servers = plan.members(calls)
  return {
    slots,
    server: servers[instance % servers.length],
    places: placesAt(plan.scenario, calls),
    timeoutUs: PUSH_TIMEOUT_US,
  }
}

function workerConfig(plan: Plan, group: Extract<GroupSpec, { role: 'worker' }>): WorkerConfig {
  const policies = policiesOf(plan.scenario, group, plan.members)
  return {
    guards: policies.guards,
    takesFrom: plan.members(group.takesFrom)[0],
    store: group.store === undefined ? null : storeClient(plan, group.store, policies, WORKER_TIMER),
    w: group.w ?? 1,
    operationClass: plan.classes.findIndex((c) => c.group === group.id),
    askAgainUs: ASK_AGAIN_US,
    poisonShare: group.poisonShare,
  }
}

function consumersOf(scenario: Scenario, stream: string): Worker[] {
  return scenario.groups.filter((group): group is Worker => group.role === 'worker' && group.takesFrom === stream)
}
function streamConfig({ scenario }: Plan, group: Stream): StreamConfig {
  const { partitions, partitionBy, retention, lagMax, waitUs } = group
  return {
    partitions,
    partitionBy: partitionBy ?? 'user',
    retention: retention ? { entries: retention.entries ?? Infinity, ageUs: retention.ageUs ?? Infinity } : null,
    lagMax: lagMax ?? Infinity,
    waitUs,
    groups: consumersOf(scenario, group.id).map(({ id, consumer }) => {
      const { assignor, sessionUs } = { ...CONSUMER_DEFAULTS, ...consumer }
      return { id, assignor, sessionUs }
    }),
  }
}
function consumerConfig(plan: Plan, group: Worker): ConsumerConfig {
  const { batch, commit, heartbeatUs } = { ...CONSUMER_DEFAULTS, ...group.consumer }
  const policies = policiesOf(plan.scenario, group, plan.members)
  return {
    guards: policies.guards,
    stream: plan.members(group.takesFrom)[0],
    group: consumersOf(plan.scenario, group.takesFrom).findIndex(({ id }) => id === group.id),
    batch,
    commit,
    heartbeatUs,
    maxDeliveries: (groupOf(plan.scenario, group.takesFrom) as Stream).maxDeliveries,
    store: group.store === undefined ? null : storeClient(plan, group.store, policies, CONSUMER_TIMER),
    w: group.w ?? 1,
    operationClass: plan.classes.findIndex((c) => c.group === group.id),
    poisonShare: group.poisonShare,
  }
}

/** Something of every kind of users' operation, by its number. */
function byOperation<T>(of: (op: keyof typeof OP) => T): T[] {
  const all: T[] = []
  for (const op of Object.keys(OP) as (keyof typeof OP)[]) all[OP[op]] = of(op)
  return all
}
/** The policies before what a group hands on, where it has any. */
function forwarding(plan: Plan, group: GroupSpec, calls: string): Partial<ForwardingConfig> {
  const { any, guards, policy } = policiesOf(plan.scenario, group, plan.members)
  return any ? { guards, forwarding: byOperation((op): CallPolicy => policy(calls, op, 0)) } : {}
}

/** The role that hands on what a group is asked; null: it answers itself. */
function forwarderOf(scenario: Scenario, group: GroupSpec): string | null {
  if (group.role === 'queue') return 'pushQueue'
  return group.role !== 'balancer' ? null : isPlain(scenario, group) ? 'balancer' : 'pool'
}

/** The roles of a group that may be sent tied requests. */
function rolesServing(group: GroupSpec): string[] {
  if (group.role === 'store') return Object.keys(behaviourOf(group.replication).roles)
  if (group.role === 'server') return [group.fanOut ? 'fanOutServer' : 'server']
  return group.role === 'api' ? ['api'] : []
}

/** Every role that a scenario asks for. */
export function roleTable(scenario: Scenario): Record<string, Role> {
  const services: Record<string, Role> = { ...roles }
  for (const group of scenario.groups)
    if (group.role === 'store') Object.assign(services, behaviourOf(group.replication).roles)
  const extras = extrasOf(scenario)
  if (extras.includes('streams')) Object.assign(services, extra('streams').streamRoles)
  const table = extras.includes('instances') ? extra('instances').asInstances(services) : services
  for (const group of scenario.groups)
    if (isTied(scenario, group.id))
      for (const role of rolesServing(group)) table[role] = extra('instances').asTied(table[role])
  const guarded = scenario.groups.filter(({ id }) => scenario.policies?.some(({ from }) => from === id))
  for (const forwards of new Set(guarded.map((group) => forwarderOf(scenario, group))))
    if (forwards) table[forwards] = guardForwarding(table[forwards])
  return table
}
