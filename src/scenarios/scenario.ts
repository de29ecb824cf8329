/**
 * The scenario: what a cluster is made of and what its users do, as plain, validated, versioned data. The world is
 * built from it by build.ts; the schema (schema.ts) is the gate for everything that comes from outside.
 */
import type { Consistency, FeatureFlag, ScheduledFault } from '../cluster/command'
import type { DistributionSpec } from '../kernel/distribution'
import type { Criticality } from '../cluster'
import type { PartitionSpec } from '../partitioning'
import type { LimitSpec } from '../resilience/limit'
import type { RateLimitConfig } from '../resilience/rateLimit'
import type { CodelConfig, ControlledDelayConfig, PriorityShares } from '../resilience/shed'
import type { Order } from '../services/admission'
import type { Assignor } from '../services/stream/assignors'
import type { ReplicationSpec } from './modes'
import type { CallPolicySpec, PlainBreakerSpec } from './policies/spec'

export const SCENARIO_VERSION = 1

/** Message delays by leg, after the WARS model of PBS (Bailis 2012): write, ack, read, response. */
export interface LegLatency {
  write: DistributionSpec
  ack: DistributionSpec
  read: DistributionSpec
  response: DistributionSpec
}
export type LatencySpec = DistributionSpec | { legs: LegLatency }

export interface CapacitySpec {
  workers: number // parallel workers; 0 = handles every message at once, without queue or service time
  queue: number // bounded queue behind the workers
  service: DistributionSpec // service time of one piece of work
  onFull?: 'refuse' | 'drop' // answer "overloaded" at once (default), or lose it silently; also for what is shed
  admission?: AdmissionSpec // needs workers
}

/** What a service turns away beyond a full queue, and whom it serves first. What internal traffic brings is never shed. */
export interface AdmissionSpec {
  order?: Order // default: oldest
  deadline?: boolean // turn away, and drop, what could not be answered in time
  priority?: PriorityShares // shares of the queue that each criticality may fill, most important first
  rate?: RateLimitConfig & { per?: 'all' | 'tenant' } // each tenant has a bucket of its own, or all have one (default)
  limit?: LimitSpec // on work under way at once
  codel?: CodelConfig
  delay?: ControlledDelayConfig // how long one may wait, in calm (interval) and under overload (target); `adaptive` needs it
}

export interface RetrySpec {
  attempts: number // including the first
  timeoutUs: number // of one attempt
  backoffUs: number // before attempt k: backoffUs × multiplier^(k-1), drawn uniformly from [1 - jitter, 1] of it
  multiplier?: number // default 2
  jitter?: number // 0..1, default 1 (full jitter)
}

/** One of a user's journeys. Steps run in order, within one session; each step is one operation with its own history entry. */
export interface JourneySpec {
  id: string // checkout, dashboard, report
  calls?: string // the group that these users call; default: whom the clients call
  ratePerSecond: number // Poisson arrivals of whole journeys
  deadlineUs: number // of each operation
  movesMoney?: boolean
  criticality?: Criticality // default: critical
  steps: StepSpec[]
  surges?: SurgeSpec[] // when more come, or fewer; one after the other
  retry?: RetrySpec // the client's own; default: one attempt until the deadline
}
export type StepSpec =
  | { op: 'write'; key: 'user' | 'order'; w: number; emitsJob?: boolean } // emitsJob: on success the API enqueues an analytics job for the user
  | {
      op: 'read'
      key: 'user' | 'order'
      r: number
      recommendations?: boolean
      copies?: boolean // copies of the data in the API's cache will do, as its `copies` says
      consistency?: Consistency // default: what `r` gives in a quorum, and strong elsewhere if `r` is a majority, else eventual
      boundUs?: number // of `bounded`: greatest age
    }
  | { op: 'submit' } // enqueue a job for the user
  | { op: 'call'; fanOut?: number } // a plain request that the called group answers by itself (web tiers); fanOut: leaves that it asks for this
  | { op: 'transfer'; r: number; w: number } // conditional writes on two balances; refused in modes that have none

export interface SurgeSpec {
  fromUs: number
  toUs: number
  factor: number // times the usual rate of the journey, or of the tenant
}
/** Whether instances are well: asked every `intervalUs`; and by how requests to them end. */
export interface HealthSpec {
  intervalUs: number
  timeoutUs: number // at most the interval
  unhealthyAfter: number // checks in a row that were not answered
  healthyAfter: number // checks in a row that were
  passive?: { failures: number; ejectUs: number } // so many failed requests in a row put it out for so long, times how often it was
  panicBelow?: number // share of healthy instances under which all are used; default: only when none is
}
/** Groups that can grow: the nodes beyond `count` stand by until they are added. */
export interface GrowthSpec {
  countMax?: number // absent: instances can be neither added nor drained
  bootUs?: number // from being added until it serves; default 0
}

export interface GroupBase {
  id: string
  zones: string[] // instance i stands in zones[i mod length]
  capacity?: CapacitySpec // absent: unlimited
}
export type GroupSpec =
  | (GroupBase & { role: 'clients'; count: 1; calls: string; journeys: JourneySpec[]; users: UsersSpec })
  | (GroupBase & {
      role: 'balancer'
      count: number
      calls: string
      strategy: 'roundRobin' | 'random' | 'leastOutstanding' | 'powerOfTwo' | 'consistentHash'
      timeoutUs: number
      weights?: number[] // of the called instances, those that stand by last; default 1 each
      choices?: number // of powerOfTwo; default 2
      boundedLoad?: number // of consistentHash: no instance takes more than so many times the mean
      health?: HealthSpec
      slowStartUs?: number // one that is new or well again gets its share bit by bit
    })
  | (GroupBase &
      GrowthSpec & {
        role: 'api'
        count: number
        store?: string
        storeRetry?: RetrySpec
        queue?: string
        cache?: string
        copies?: CopiesSpec // of the store's data, in that cache; for reads that say `copies`
        off?: FeatureFlag[] // features that are switched off at first
        recommendations?: { calls: string; timeoutUs: number; breaker?: PlainBreakerSpec }
      })
  | (GroupBase & {
      role: 'store'
      shards: number
      replicas: number
      shardsMax?: number // up to so many shards while it runs, as spare nodes that stand by; absent: shards stay as they are
      moveBytesPerSecond?: number // that each node draws of what moves to it; default: MOVE_BYTES_PER_SECOND
      partition?: PartitionSpec // how users are split over the shards; default: equal ranges
      replication: ReplicationSpec
      disk: DistributionSpec // one sync
    })
  | (GroupBase & { role: 'cache'; count: 1 } & CacheSpec)
  | (GroupBase & {
      role: 'queue'
      count: number
      slots: number
      visibilityUs?: number // pull queue: workers lease jobs for so long
      calls?: string // instead of visibilityUs: it forwards (push)
      maxDeliveries?: number // pull: a job given out so often goes to the dead letters; default: no end
      waitUs?: number // pull: so long an enqueue waits for a slot before it is refused; default: not at all
    })
  | (GroupBase & {
      role: 'stream'
      count: 1
      partitions: number
      partitionBy?: 'user' | 'order' | 'roundRobin' // what chooses an entry's partition; default: user
      retention?: { entries?: number; ageUs?: number } // of each partition; default: until every consumer group is done with it
      lagMax?: number // a partition takes no more while its slowest consumer group is so far behind; default: no limit
      waitUs?: number // so long an append waits for room before it is refused; default: not at all
      maxDeliveries?: number // an entry that failed so often in a row goes to the dead letters; default: no end
      disk?: DistributionSpec // one sync; default: at once
    })
  | (GroupBase &
      GrowthSpec & {
        role: 'worker'
        count: number
        takesFrom: string // a pull queue, or a stream: then its instances are one consumer group
        store?: string
        w?: number
        storeRetry?: RetrySpec
        poisonShare?: number // of jobs that always fail here, 0..1
        consumer?: ConsumerSpec // of a stream
      })
  | (GroupBase & { role: 'dependency'; count: number })
  | (GroupBase &
      GrowthSpec & {
        role: 'server' // answers `call` steps after its service time
        count: number
        fanOut?: { calls: string; count: number; timeoutUs?: number } // asks so many leaves at once and waits for all
      })
  | (GroupBase & {
      role: 'autoscaler'
      count: 1
      scales: string
      utilisation?: number // of the workers, 0..1: the target; or
      queueDepth?: number // requests waiting at each instance
      intervalUs: number
      cooldownUs: number // it drains none that was wished for so recently
      min: number
      max?: number // default: countMax
    })
/** How the consumers of a stream behave; the defaults are Kafka's, with times a tenth as long. */
export interface ConsumerSpec {
  batch?: number // entries of one poll; default 20
  commit?: 'after' | 'before' // the work: at least, or at most once; default after
  assignor?: Assignor // default sticky
  sessionUs?: number // a consumer not heard of for so long is taken for dead; default 4.5 s
  heartbeatUs?: number // default 300 ms
}
/** How a cache keeps what it is given, and how it spares whoever fills it (resilience/cache). */
export interface CacheSpec {
  entries: number // the least recently used one leaves first
  ttlUs: number
  ttlJitter?: number // 0..1, up to this share of the time to live is taken off; default 0
  negativeTtlUs?: number // of the answer that there is nothing; default: as of any other
  earlyBeta?: number // XFetch's β; default 0: nothing is fetched before its time is over
  staleUs?: number // so long after its time an entry still serves while one asker fetches it anew; default 0
  leaseUs?: number // so long one asker alone may fill a key, and others wait; default 0: everybody may
}
/** How services read the store through their cache. */
export interface CopiesSpec {
  first: 'cache' | 'store' // where reads go first
  writes?: 'leave' | 'forget' | 'through' // what a write does to the copy of its key; default: forget
  coalesces?: boolean // of those who ask one instance for the same only the first asks the store; default false
  staleIfErrorUs?: number // a copy that was made so long ago stands in where the store does not answer; default 0: none does
}
export interface UsersSpec {
  count: number // users 0..count-1, split over the shards as the store says
  active: number // how many of them are active; the rest never come
  zipf: number // exponent of their popularity, 0 = uniform; with tenants, among those of one tenant
  tenants?: TenantSpec[] // whose users they are: each has the next so many, and all together have all
}
export interface TenantSpec {
  id: string
  users: number // how many
  rate?: number // weight of its arrivals beside the others'; all tenants say it or none; default: its users
  surges?: SurgeSpec[] // when more of its users come, or fewer, the others as ever; one after the other
}

/** Links between every instance of `from` and every instance of `to`, in both directions. */
export interface LinkSpec {
  from: string
  to: string // may equal `from`: peers (of the same shard, for a store)
  latency?: LatencySpec // default: the scenario's `latency`
  crossZoneUs?: number // added between zones; default: the scenario's
  loss?: number
  duplicate?: number
  bytesPerSecond?: number
  ordered?: boolean // first in, first out (as one TCP connection)
}

/** What a journey promises of its operations, over a period of virtual time. */
export interface ObjectiveSpec {
  journey: string
  tenant?: string // of its users' operations only; default: everybody's
  kind: 'availability' | 'latency' | 'freshness' // answered ok in time · answered within thresholdUs, of those answered · fresh, of those read
  target: number // share of good operations
  thresholdUs?: number // of latency, and only of it
  periodUs?: number // default: objectives.ts
}

export interface Scenario {
  version: typeof SCENARIO_VERSION
  id: string
  zones: string[]
  latency: LatencySpec
  crossZoneUs: number
  groups: GroupSpec[]
  links: LinkSpec[]
  policies?: CallPolicySpec[] // of calls over edges; see policies/spec.ts
  faults?: ScheduledFault[]
  objectives?: ObjectiveSpec[] // default: what every journey promises (objectives.ts)
  layout?: { [group: string]: { x: number; y: number } } // stored layout of the service map, in units of 1..100
  openAtUs?: number // where the page opens it, with that past already computed (default 30 s)
}
