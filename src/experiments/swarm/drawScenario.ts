/**
 * A random scenario out of everything that the schema knows: a web tier or a store with what stands around it, small enough
 * to run in a moment, and loaded from idle to far beyond its capacity.
 */
import { CRITICALITIES } from '../../cluster'
import type { DistributionSpec } from '../../kernel'
import type { CallPolicySpec } from '../../scenarios/policies'
import { LNKD_DISK, LNKD_SSD } from '../../scenarios/latencies'
import type {
  AdmissionSpec,
  CacheSpec,
  CapacitySpec,
  ConsumerSpec,
  CopiesSpec,
  GroupSpec,
  JourneySpec,
  LatencySpec,
  LinkSpec,
  RetrySpec,
  Scenario,
  StepSpec,
} from '../../scenarios/scenario'
import { validateScenario } from '../../scenarios/schema'
import { outlivesRecords } from '../../scenarios/schema/remembering'
import { drawInstances } from './drawInstances'
import { drawPolicies } from './drawPolicies'
import type { Options } from './options'

/** Throws where what was drawn does not pass the schema: then the drawing is wrong. */
export function drawScenario(o: Options): Scenario {
  const zones = ['internet', 'a', 'b', 'c'].slice(0, 1 + o.whole('zones', 1, 3))
  const inner = zones.slice(1)
  const tier = o.chance('webTier', 0.25) ? drawWebTier(o, inner) : drawStoreTier(o, inner)
  const groups = drawInstances(o, tier)
  const bare = {
    version: 1,
    id: 'swarm',
    zones,
    latency: drawLatency(o),
    crossZoneUs: o.whole('crossZoneUs', 0, 2) * 600,
    groups,
    links: linksOf(o, groups),
  } satisfies Scenario
  const policies = drawPolicies(o, bare, PATIENCE_US)
  const links = [...bare.links, ...linksOfTied(policies, bare.links)]
  return validateScenario(withoutRecords({ ...bare, links, policies } satisfies Scenario))
}
/** Those who have the copies of tied requests tell each other. */
function linksOfTied(policies: readonly CallPolicySpec[], links: readonly LinkSpec[]): LinkSpec[] {
  const tied = new Set(policies.flatMap(({ to, hedge }) => (hedge?.tied ? [to] : [])))
  return [...tied].flatMap((id) =>
    links.some(({ from, to }) => from === id && to === id) ? [] : [{ from: id, to: id }],
  )
}
/** A store that would forget before the last attempt comes, which the schema refuses, does not remember at all. */
function withoutRecords(scenario: Scenario): Scenario {
  if (outlivesRecords(scenario) === null) return scenario
  const groups = scenario.groups.map((group) =>
    group.role === 'store' ? { ...group, replication: { ...group.replication, idempotency: false } } : group,
  )
  return { ...scenario, groups: groups }
}

function drawLatency(o: Options): LatencySpec {
  const kind = o.oneOf('latency', ['constant', 'exponential', 'ssd', 'disk', 'uniform'])
  if (kind === 'ssd') return LNKD_SSD
  if (kind === 'disk') return { legs: LNKD_DISK }
  if (kind === 'constant') return { kind, us: o.whole('latency.us', 0, 3) * 250 }
  if (kind === 'uniform') return { kind, minUs: 0, maxUs: 2_000 }
  return { kind: 'exponential', meanUs: 400, plusUs: 100 }
}
function drawService(o: Options, name: string): DistributionSpec {
  const us = o.scale(`${name}.serviceUs`, 200, 40_000)
  const kind = o.oneOf(`${name}.service`, ['constant', 'exponential', 'logNormal', 'normal', 'pareto'])
  if (kind === 'constant') return { kind, us }
  if (kind === 'exponential') return { kind, meanUs: us }
  if (kind === 'logNormal') return { kind, medianUs: us, sigma: 0.6 }
  if (kind === 'normal') return { kind, meanUs: us, sdUs: us / 3 }
  return { kind: 'pareto', minUs: us / 2, alpha: 2.2 }
}
function drawCapacity(o: Options, name: string): { capacity?: CapacitySpec } {
  if (o.chance(`${name}.unlimited`, 0.2)) return {}
  const capacity: CapacitySpec = {
    workers: o.whole(`${name}.workers`, 1, 4),
    queue: o.oneOf(`${name}.queue`, [0, 4, 64, 512]),
    service: drawService(o, name),
    onFull: o.oneOf(`${name}.onFull`, ['refuse', 'drop']),
    ...(o.chance(`${name}.sheds`, 0.3) ? { admission: drawAdmission(o, name) } : {}),
  }
  return { capacity }
}
function drawAdmission(o: Options, name: string): AdmissionSpec {
  const order = o.oneOf(`${name}.order`, ['oldest', 'newest', 'important', 'adaptive'])
  const waits = { targetUs: 5_000, intervalUs: o.scale(`${name}.intervalUs`, 10_000, 200_000) }
  const law = o.oneOf(`${name}.limit`, ['none', 'fixed', 'aimd', 'gradient', 'vegas'])
  return {
    order,
    deadline: o.chance(`${name}.byDeadline`, 0.5),
    ...(o.chance(`${name}.byPriority`, 0.3) ? { priority: [1, 0.8, 0.5, 0.25] } : {}),
    ...(o.chance(`${name}.byRate`, 0.2) ? { rate: { perSecond: o.scale(`${name}.rate`, 1, 200), burst: 5 } } : {}),
    ...(law === 'none'
      ? {}
      : { limit: law === 'fixed' ? { kind: law, limit: o.whole(`${name}.most`, 1, 20) } : { kind: law } }),
    ...(o.chance(`${name}.codel`, 0.3) ? { codel: waits } : {}),
    ...(order === 'adaptive' ? { delay: waits } : {}),
  }
}
function drawRetry(o: Options, name: string): RetrySpec {
  return {
    attempts: o.whole(`${name}.attempts`, 1, 4),
    timeoutUs: o.scale(`${name}.timeoutUs`, 20_000, 500_000),
    backoffUs: o.scale(`${name}.backoffUs`, 1_000, 100_000),
    jitter: o.share(`${name}.jitter`),
  }
}

function drawClients(o: Options, calls: string, steps: (journey: string) => StepSpec[]): GroupSpec {
  const count = o.oneOf('users', [10, 100, 5_000])
  const journeys = Array.from({ length: o.whole('journeys', 1, 3) }, (_, j): JourneySpec => {
    const id = `journey-${j + 1}`
    return {
      id,
      ratePerSecond: o.scale(`${id}.ratePerSecond`, 1, 120),
      deadlineUs: o.scale(`${id}.deadlineUs`, 50_000, 3_000_000),
      criticality: o.oneOf(`${id}.criticality`, CRITICALITIES),
      steps: steps(id),
      ...(o.chance(`${id}.retries`, 0.5) ? { retry: drawRetry(o, id) } : {}),
    }
  })
  const users = { count, active: Math.min(count, 500), zipf: o.oneOf('zipf', [0, 0.9, 1.5]) }
  return { id: 'customers', role: 'clients', count: 1, zones: ['internet'], calls, users, journeys }
}
function drawBalancer(o: Options, zones: string[], calls: string): GroupSpec[] {
  if (!o.chance('balancer', 0.6)) return []
  return [
    {
      id: 'balancer',
      role: 'balancer',
      count: o.whole('balancer.count', 1, 2),
      zones,
      calls,
      strategy: o.oneOf('balancer.strategy', ['roundRobin', 'random', 'leastOutstanding']),
      timeoutUs: o.scale('balancer.timeoutUs', 50_000, 2_000_000),
      ...drawCapacity(o, 'balancer'),
    },
  ]
}

function drawWebTier(o: Options, zones: string[]): GroupSpec[] {
  const queue: GroupSpec[] = o.chance('pushQueue', 0.5)
    ? [
        {
          id: 'queue',
          role: 'queue',
          count: o.whole('queue.count', 1, 3),
          zones,
          slots: o.whole('slots', 0, 20),
          calls: 'web',
        },
      ]
    : []
  const web: GroupSpec = {
    id: 'web',
    role: 'server',
    count: o.whole('web.count', 1, 4),
    zones,
    ...drawCapacity(o, 'web'),
  }
  const behind = queue.length > 0 ? 'queue' : 'web'
  const balancer = drawBalancer(o, zones, behind)
  const clients = drawClients(o, balancer.length > 0 ? 'balancer' : behind, () => [{ op: 'call' }])
  return [clients, ...balancer, ...queue, web]
}

/**
 * A job that is never done comes back for ever; so whoever writes for jobs gets the time and the room without which they could
 * starve each other long after the last fault.
 */
const PATIENCE_US = 2_000_000

function drawStoreTier(o: Options, zones: string[]): GroupSpec[] {
  const replicas = o.oneOf('replicas', [1, 2, 3, 3, 5])
  const hasQueue = o.chance('jobs', 0.5)
  const hasRecommendations = o.chance('recommendations', 0.5)
  const isPatient = o.chance('jobs.stored', 0.7) && hasQueue
  const optional: GroupSpec[] = []
  if (o.chance('cache', 0.4))
    optional.push({
      id: 'cache',
      role: 'cache',
      count: 1,
      zones,
      entries: o.oneOf('cache.entries', [2, 50, 1_000]),
      ttlUs: o.scale('cache.ttlUs', 50_000, 10_000_000),
      ...drawCachePolicy(o),
      ...drawCapacity(o, 'cache'),
    })
  if (hasRecommendations)
    optional.push({ id: 'recommendations', role: 'dependency', count: 1, zones, ...drawCapacity(o, 'recommendations') })
  if (hasQueue) optional.push(...drawJobs(o, zones, isPatient, replicas))
  const hasCopies = optional.some(({ role }) => role === 'cache') && o.chance('copies', 0.6)
  const api = drawApi(o, zones, optional, hasCopies)
  const balancer = drawBalancer(o, zones, 'api')
  const steps = (journey: string) => drawSteps(o, journey, { replicas, hasQueue, hasRecommendations, hasCopies })
  const clients = drawClients(o, balancer.length > 0 ? 'balancer' : 'api', steps)
  return [clients, ...balancer, api, drawStore(o, zones, isPatient, replicas), ...optional]
}
function drawCachePolicy(o: Options): Partial<CacheSpec> {
  return {
    ...(o.chance('cache.jitters', 0.5) ? { ttlJitter: o.share('cache.ttlJitter') } : {}),
    ...(o.chance('cache.negative', 0.3) ? { negativeTtlUs: o.scale('cache.negativeTtlUs', 1_000, 1_000_000) } : {}),
    ...(o.chance('cache.early', 0.3) ? { earlyBeta: o.scale('cache.earlyBeta', 0.1, 10) } : {}),
    ...(o.chance('cache.stale', 0.4) ? { staleUs: o.scale('cache.staleUs', 1_000, 5_000_000) } : {}),
    ...(o.chance('cache.leases', 0.4) ? { leaseUs: o.scale('cache.leaseUs', 1_000, 500_000) } : {}),
  }
}
function drawCopies(o: Options): CopiesSpec {
  return {
    first: o.oneOf('copies.first', ['cache', 'store']),
    writes: o.oneOf('copies.writes', ['leave', 'forget', 'through']),
    coalesces: o.chance('copies.coalesces', 0.5),
    ...(o.chance('copies.standIn', 0.6)
      ? { staleIfErrorUs: o.scale('copies.staleIfErrorUs', 10_000, 60_000_000) }
      : {}),
  }
}
function drawStore(o: Options, zones: string[], isPatient: boolean, replicas: number): GroupSpec {
  const timeoutUs = o.scale('store.timeoutUs', 20_000, 500_000)
  const { capacity } = drawCapacity(o, 'store')
  return {
    id: 'store',
    role: 'store',
    shards: o.whole('shards', 1, 4),
    replicas,
    zones,
    replication: {
      mode: 'quorum',
      n: replicas,
      readRepair: o.chance('readRepair', 0.5),
      ack: o.oneOf('ack', ['memory', 'synced']),
      timeoutUs: isPatient ? PATIENCE_US : timeoutUs,
      coordinator: o.oneOf('coordinator', ['replica', 'client']),
    },
    disk: { kind: 'exponential', meanUs: o.scale('diskUs', 20, 5_000) },
    ...(capacity ? { capacity: isPatient ? { ...capacity, queue: 512 } : capacity } : {}),
  }
}
function drawApi(o: Options, zones: string[], optional: readonly GroupSpec[], hasCopies: boolean): GroupSpec {
  const has = (id: string) => optional.some((group) => group.id === id)
  const breaker = { window: 20, minimumCalls: 5, failureRate: 0.5, openUs: 1_000_000, trials: 2 }
  return {
    id: 'api',
    role: 'api',
    count: o.whole('api.count', 1, 3),
    zones,
    store: 'store',
    storeRetry: drawRetry(o, 'store'),
    ...(has('jobs') ? { queue: 'jobs' } : {}),
    ...(has('cache') ? { cache: 'cache' } : {}),
    ...(hasCopies ? { copies: drawCopies(o) } : {}),
    ...(has('recommendations') && o.chance('recommendations.off', 0.1) ? { off: ['recommendations'] } : {}),
    ...(has('recommendations')
      ? {
          recommendations: {
            calls: 'recommendations',
            timeoutUs: o.scale('recommendations.timeoutUs', 5_000, 200_000),
            ...(o.chance('breaker', 0.7) ? { breaker } : {}),
          },
        }
      : {}),
    ...drawCapacity(o, 'api'),
  }
}
function drawJobs(o: Options, zones: string[], isStored: boolean, replicas: number): GroupSpec[] {
  const visibilityUs = o.scale('visibilityUs', 10 * PATIENCE_US, 100 * PATIENCE_US)
  const stored = isStored ? { store: 'store', w: o.whole('jobs.w', 1, replicas) } : {}
  const isStream = o.chance('jobs.stream', 0.4)
  // What fails always must be given up at some time.
  const poisonShare = o.oneOf('jobs.poisonShare', [0, 0, 0.1])
  const givesUp = poisonShare > 0 || o.chance('jobs.givesUp', 0.3)
  const ends = givesUp ? { maxDeliveries: o.whole('jobs.maxDeliveries', 1, 4) } : {}
  const waits = o.chance('jobs.wait', 0.4) ? { waitUs: o.scale('jobs.waitUs', 10_000, 2_000_000) } : {}
  return [
    isStream
      ? { ...drawStream(o, zones), ...ends }
      : {
          id: 'jobs',
          role: 'queue',
          count: 1,
          zones,
          slots: o.oneOf('jobs.slots', [5, 100]),
          visibilityUs,
          ...ends,
          ...waits,
        },
    {
      id: 'worker',
      role: 'worker',
      count: o.whole('worker.count', 1, 3),
      zones,
      takesFrom: 'jobs',
      ...stored,
      ...(poisonShare > 0 ? { poisonShare } : {}),
      ...(isStream ? { consumer: drawConsumer(o) } : {}),
      storeRetry: { ...drawRetry(o, 'worker'), timeoutUs: PATIENCE_US },
      ...(isStream ? withoutAdmission(drawCapacity(o, 'worker')) : drawCapacity(o, 'worker')),
    },
  ]
}
/** A consumer takes an entry only when a worker is free: it turns nothing away. */
function withoutAdmission({ capacity }: { capacity?: CapacitySpec }): { capacity?: CapacitySpec } {
  return capacity ? { capacity: { ...capacity, admission: undefined } } : {}
}
function drawStream(o: Options, zones: string[]): Extract<GroupSpec, { role: 'stream' }> {
  const lagMax = o.oneOf('stream.lagMax', [0, 10, 500])
  const waits =
    lagMax > 0 && o.chance('stream.wait', 0.5) ? { waitUs: o.scale('stream.waitUs', 10_000, 2_000_000) } : {}
  return {
    id: 'jobs',
    role: 'stream',
    count: 1,
    zones,
    partitions: o.whole('stream.partitions', 1, 9),
    partitionBy: o.oneOf('stream.partitionBy', ['user', 'order', 'roundRobin']),
    ...(o.chance('stream.retention', 0.3) ? { retention: { entries: o.oneOf('stream.entries', [3, 100]) } } : {}),
    ...(lagMax > 0 ? { lagMax } : {}),
    ...waits,
    ...(o.chance('stream.disk', 0.5)
      ? { disk: { kind: 'exponential', meanUs: o.scale('stream.diskUs', 20, 5_000) } }
      : {}),
  }
}
function drawConsumer(o: Options): ConsumerSpec {
  const sessionUs = o.scale('consumer.sessionUs', 1_000_000, 5_000_000)
  return {
    batch: o.oneOf('consumer.batch', [1, 5, 50]),
    commit: o.oneOf('consumer.commit', ['after', 'after', 'before']),
    assignor: o.oneOf('consumer.assignor', ['range', 'roundRobin', 'sticky']),
    sessionUs,
    heartbeatUs: Math.floor(sessionUs / o.whole('consumer.heartbeats', 3, 10)),
  }
}
function drawSteps(
  o: Options,
  journey: string,
  has: { replicas: number; hasQueue: boolean; hasRecommendations: boolean; hasCopies: boolean },
): StepSpec[] {
  const w = o.whole(`${journey}.w`, 1, has.replicas)
  const r = o.whole(`${journey}.r`, 1, has.replicas)
  const emitsJob = has.hasQueue && o.chance(`${journey}.emitsJob`, 0.4)
  const recommendations = has.hasRecommendations && o.chance(`${journey}.recommendations`, 0.5)
  const kinds = ['write', 'read', 'order', ...(has.hasQueue ? ['submit'] : [])]
  switch (o.oneOf(`${journey}.kind`, kinds)) {
    case 'write':
      return [{ op: 'write', key: 'user', w, emitsJob }]
    case 'read':
      return [
        { op: 'read', key: 'user', r, recommendations, copies: has.hasCopies && o.chance(`${journey}.copies`, 0.7) },
      ]
    case 'order':
      return [
        { op: 'write', key: 'order', w, emitsJob },
        { op: 'read', key: 'order', r },
      ]
    default:
      return [{ op: 'submit' }]
  }
}

/** A link for everyone who calls somebody, some of them imperfect from the start. */
function linksOf(o: Options, groups: readonly GroupSpec[]): LinkSpec[] {
  const pairs: [string, string][] = []
  for (const group of groups) {
    if ('calls' in group && group.calls !== undefined) pairs.push([group.id, group.calls])
    if (group.role === 'autoscaler') pairs.push([group.id, group.scales])
    if (group.role === 'server' && group.fanOut) pairs.push([group.id, group.fanOut.calls])
    if ('takesFrom' in group) pairs.push([group.id, group.takesFrom])
    if ('store' in group && group.store !== undefined) pairs.push([group.id, group.store])
    if (group.role === 'store' && group.replicas > 1) pairs.push([group.id, group.id])
    if (group.role !== 'api') continue
    for (const called of [group.queue, group.cache, group.recommendations?.calls])
      if (called !== undefined) pairs.push([group.id, called])
  }
  return pairs.map(([from, to]): LinkSpec => {
    const name = `link.${from}.${to}`
    return {
      from,
      to,
      ...(o.chance(`${name}.lossy`, 0.15) ? { loss: o.share(`${name}.loss`, 0.1) } : {}),
      ...(o.chance(`${name}.duplicating`, 0.15) ? { duplicate: o.share(`${name}.duplicate`, 0.2) } : {}),
      ...(o.chance(`${name}.limited`, 0.1) ? { bytesPerSecond: o.scale(`${name}.bytesPerSecond`, 2e5, 1e8) } : {}),
      ...(o.chance(`${name}.ordered`, 0.2) ? { ordered: true } : {}),
    }
  })
}
