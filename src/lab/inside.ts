/**
 * What a node's role knows, as the page may ask: how many requests it has under way, the breakers it keeps by link, its data.
 * The only place of the lab that looks into roles' states; a role that is not listed here simply tells nothing more.
 */
import type { Cluster, ClusterNode } from '../cluster'
import type { DynamoState } from '../protocols/dynamo/state'
import type { Breaker, BreakerConfig } from '../resilience/breaker'
import type { ApiState } from '../services/api'
import type { CallingConfig, CallingState } from '../services/calling'
import type { CacheState } from '../services/cache'
import type { JobQueueState } from '../services/jobQueue'
import type { PoolConfig, PoolState } from '../services/pool'
import type { PushQueueState } from '../services/pushQueue'
import type { ConsumerState } from '../services/stream/consumerState'
import type { StreamState } from '../services/stream/state'
import { underWay } from '../services/underWay'
import type { WorkerState } from '../services/worker'
import type { PoolMember } from './protocol'

export interface Inside {
  /** Requests, calls or jobs that the node has begun and not ended. */
  underWay: number
  fields: { code: string; value: number | string }[]
  keys: { key: number; version: number; value: number }[]
  pool: PoolMember[]
}
const NOTHING: Inside = { underWay: 0, fields: [], keys: [], pool: [] }

/** Bits of the features that a node has switched off, in the order of FEATURE_FLAGS. */
export function switchedOff(node: ClusterNode): number {
  return node.role === 'api' ? (node.state as ApiState).off : 0
}

/** A link with the breaker that its caller keeps before it. */
export interface GuardedLink {
  link: number
  breaker: Breaker
  config: BreakerConfig
  called: number // first node of those it stands for
  whole: string | null // the called group, where it stands for several nodes at once, shards or instances
}
/** The breakers before a node's calls, each on the link to the first of those it stands for. */
export function breakersOf(cluster: Cluster, node: ClusterNode): GuardedLink[] {
  const configs = (node.config as Partial<CallingConfig> | null)?.guards
  if (!configs || configs.length === 0) return []
  const { guards } = node.state as CallingState
  return configs.flatMap(({ breaker: config, parts }, i) =>
    guards[i].breakers.flatMap((breaker, part) => {
      const called = parts[part]
      const link = config && cluster.linkBetween(node, cluster.nodes[called])
      return link ? [{ link: link.index, breaker, config, called, whole: wholeOf(cluster, parts, called) }] : []
    }),
  )
}

function wholeOf(cluster: Cluster, parts: readonly number[], called: number): string | null {
  const { group, index } = cluster.nodes[called]
  return parts.length === 1 && cluster.nodes.some((node) => node.group === group && node.index !== index) ? group : null
}

export function inside(node: ClusterNode): Inside {
  const told = INSIDES[node.role]?.(node) ?? {}
  return { ...NOTHING, underWay: underWay(node), ...told }
}

/** Only of instances that keep copies, or have something switched off. */
function copiesAt(node: ClusterNode): Inside['fields'] {
  const { copying } = node.state as ApiState
  return copying ? [field('coalesced', copying.flights.coalesced), field('stoodIn', copying.stoodIn)] : []
}

/** How a balancer sees its instances: what it knows may be old, or wrong. */
function poolOf(node: ClusterNode): PoolMember[] {
  const { calls, tracks, weights: whole } = node.config as PoolConfig
  const { weights, serves, health, ejectedUntilUs, outstanding } = node.state as PoolState
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return calls.map((instance, at) => {
    const isWell = health[at].healthy
    const state = !serves[at]
      ? 'away'
      : ejectedUntilUs[at] > 0
        ? 'ejected'
        : !isWell
          ? 'unhealthy'
          : weights[at] < whole[at]
            ? 'warming'
            : 'takesPart'
    const share = total > 0 ? weights[at] / total : 0
    return { node: instance, state, share, outstanding: tracks ? outstanding[at] : null }
  })
}

const INSIDES: Partial<Record<string, (node: ClusterNode) => Partial<Inside>>> = {
  dynamoReplica: (node) => {
    const { store } = node.state as DynamoState
    const keys = [...store.table.keys()].map((key) => {
      return { key, version: store.table.version(key), value: store.table.value(key) }
    })
    return { keys, fields: [field('keys', keys.length), field('unsynced', store.unsynced.length)] }
  },
  api: (node) => ({ fields: copiesAt(node) }),
  cache: (node) => {
    const { entries, counts } = (node.state as CacheState).table
    const { hits, misses, ...rarer } = counts
    const happened = Object.entries(rarer).filter(([, times]) => times > 0)
    return {
      fields: [
        field('entries', entries.size),
        field('hitRatio', hits / (hits + misses)),
        field('hits', hits),
        field('misses', misses),
        ...happened.map(([code, times]) => field(code, times)),
      ],
    }
  },
  pool: (node) => ({ pool: poolOf(node) }),
  jobQueue: (node) => {
    const { producers, done, redelivered, doneLate, refused } = node.state as JobQueueState
    const counted = { producersWaiting: producers.length, done, redelivered, doneLate, refusedJobs: refused }
    return { fields: Object.entries(counted).map(([code, value]) => field(code, value)) }
  },
  stream: (node) => {
    const { appended, refused, producers, groups } = node.state as StreamState
    const sum = (of: 'redelivered' | 'fenced' | 'skipped'): number => groups.reduce((n, group) => n + group[of], 0)
    const counted = {
      appended,
      producersWaiting: producers.reduce((n, line) => n + line.length, 0),
      redelivered: sum('redelivered'),
      fenced: sum('fenced'),
      skipped: sum('skipped'),
      refusedJobs: refused,
    }
    return { fields: Object.entries(counted).map(([code, value]) => field(code, value)) }
  },
  consumer: (node) => {
    const { parts, done, failed, lost } = node.state as ConsumerState
    const counted = { partitions: parts.size, done, failedJobs: failed, lostJobs: lost }
    return { fields: Object.entries(counted).map(([code, value]) => field(code, value)) }
  },
  pushQueue: (node) => {
    return { fields: [field('jobs', (node.state as PushQueueState).waiting)] }
  },
  worker: (node) => {
    const { jobs, failed } = node.state as WorkerState
    return { fields: [field('jobs', jobs.size), field('failedJobs', failed)] }
  },
}

function field(code: string, value: number): Inside['fields'][number] {
  return { code, value }
}
