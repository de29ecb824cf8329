/**
 * What Spanner promises, looked at from outside: external order (OSDI 2012, section 1: if T2 begins after T1 is acknowledged, T1's
 * timestamp is less), clocks within their intervals, replicas that agree (and Raft's own five of their groups), money that is neither made nor lost, and locks
 * that are free again some time after everything is healed. Each breach is told once. And what took effect more than once.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import type { Invariants, Violation } from '../../cluster/invariants'
import type { RepeatsTold } from '../../cluster/repeats'
import { noRepeatsTold, untoldRepeats } from '../../cluster/repeats'
import { balanceOf, movedAt } from './machine'
import { safeTs } from './safeTime'
import type { RaftWatched } from '../raft/watch'
import { raftInvariants } from '../raft/watch'
import type { SpannerConfig, SpannerNode } from './role'
import { surroundings } from './role'
import type { Rules, Witnessed } from './state'
import { EPOCH_US, isAfter, isBefore, now } from './trueTime'

interface Memory {
  raft: RaftWatched
  repeats: RepeatsTold
  looks: number
  seen: Map<number, number> // node → commits of its that were looked at
  commits: (Witnessed & { node: number })[] // of the whole store, newest last
  digests: Map<number, number> // index of the log → what whoever has applied it holds
  lying: number[] // nodes whose clocks are beyond their bound
  healedUs: number // since when nothing is broken, −1: something is
  openUs: Map<number, number> // prepared transaction → when it was first seen
  told: string[]
}
const COMMITS_KEPT = 256
const DIGESTS_KEPT = 512
/** Sums over all accounts are made at every so many looks. */
const LOOKS_A_SUM = 10
/** After healing: an election, and what asks again. */
const LEASES_TO_FREE = 3

const stateOf = (node: ClusterNode): SpannerNode => node.state as SpannerNode
const rulesOf = (node: ClusterNode): Rules => (node.config as SpannerConfig).rules

export const spannerInvariants: Invariants<Memory> = {
  begin: () => ({
    raft: raftInvariants.begin(),
    repeats: noRepeatsTold(),
    looks: 0,
    seen: new Map(),
    commits: [],
    digests: new Map(),
    lying: [],
    healedUs: -1,
    openUs: new Map(),
    told: [],
  }),
  look(memory, replicas, cluster) {
    const store = cluster.nodes.filter((node) => node.group === replicas[0].group)
    const found = [
      ...raftInvariants.look(memory.raft, replicas, cluster),
      ...clocksWithinBounds(memory, replicas, cluster),
      ...externalOrder(memory, replicas, store),
      ...replicasAgree(memory, replicas),
      ...locksReleased(memory, replicas, store, cluster),
      ...untoldRepeats(memory.repeats, replicas.map(repeatsOf), rulesOf(replicas[0]).idempotency),
    ]
    if (memory.looks++ % LOOKS_A_SUM === 0) found.push(...moneyConserved(memory, replicas, store))
    return found
  },
}

function repeatsOf(node: ClusterNode) {
  return { node, repeats: stateOf(node).machine.repeats }
}
/** Tells a breach the first time. */
function once(memory: Memory, name: string, violation: Violation): Violation[] {
  if (memory.told.includes(name)) return []
  memory.told.push(name)
  return [violation]
}

function clocksWithinBounds(memory: Memory, replicas: readonly ClusterNode[], cluster: Cluster): Violation[] {
  const lying = replicas.filter((node) => {
    const { clocks } = surroundings(cluster, node)
    const interval = now(stateOf(node).time, rulesOf(node).clock, clocks)
    const trueTs = EPOCH_US + cluster.nowUs
    return node.up && !node.stalled && (isAfter(interval, trueTs) || isBefore(interval, trueTs))
  })
  const fresh = lying.filter((node) => !memory.lying.includes(node.index))
  memory.lying = lying.map((node) => node.index)
  return fresh.map((node) => ({ code: 'clockBeyondBound', nodes: [node.index], params: {} }))
}

function externalOrder(memory: Memory, replicas: readonly ClusterNode[], store: readonly ClusterNode[]): Violation[] {
  const found: Violation[] = []
  const fresh: Memory['commits'] = []
  for (const node of store) {
    const { witnessed, answered } = stateOf(node)
    const news = answered - (memory.seen.get(node.index) ?? 0)
    memory.seen.set(node.index, answered)
    if (news > 0) for (const commit of witnessed.slice(-news)) fresh.push({ ...commit, node: node.index })
  }
  if (fresh.length === 0) return found
  memory.commits.push(...fresh)
  for (const later of fresh) {
    if (!replicas.some((node) => node.index === later.node)) continue // the other shard's look tells it
    const earlier = memory.commits.find((one) => one.ackedUs < later.arrivedUs && one.ts >= later.ts)
    if (!earlier) continue
    found.push({
      code: 'externalOrder',
      nodes: [earlier.node, later.node],
      params: {
        first: earlier.ts - EPOCH_US,
        second: later.ts - EPOCH_US,
        acked: earlier.ackedUs,
        began: later.arrivedUs,
      },
    })
  }
  if (memory.commits.length > COMMITS_KEPT) memory.commits.splice(0, memory.commits.length - COMMITS_KEPT)
  return found
}

function replicasAgree(memory: Memory, replicas: readonly ClusterNode[]): Violation[] {
  const found: Violation[] = []
  for (const node of replicas) {
    const { raft, machine } = stateOf(node)
    const known = memory.digests.get(raft.applied)
    if (known === undefined) memory.digests.set(raft.applied, machine.digest)
    else if (known !== machine.digest)
      found.push(
        ...once(memory, `agree ${node.index}`, {
          code: 'replicasDiffer',
          nodes: [node.index],
          params: { index: raft.applied },
        }),
      )
    memory.digests.delete(raft.applied - DIGESTS_KEPT)
  }
  return found
}

function moneyConserved(memory: Memory, replicas: readonly ClusterNode[], store: readonly ClusterNode[]): Violation[] {
  const { shards, shard, initialBalance } = rulesOf(replicas[0])
  const found: Violation[] = []
  for (const node of replicas) {
    const { machine } = stateOf(node)
    for (const account of machine.balances.keys())
      if (balanceOf(machine, account, initialBalance) < 0)
        found.push(
          ...once(memory, `debt ${account}`, { code: 'negativeBalance', nodes: [node.index], params: { account } }),
        )
  }
  if (shard !== 0) return found // the sum over all shards is told once
  const freshest = shards.map((members) => {
    const nodes = store.filter((node) => members.includes(node.index))
    return nodes.reduce((best, node) => (safeTs(stateOf(node)) > safeTs(stateOf(best)) ? node : best))
  })
  const ts = Math.min(...freshest.map((node) => safeTs(stateOf(node))))
  const sum = freshest.reduce((moved, node) => moved + movedAt(stateOf(node).machine, ts, initialBalance), 0)
  if (ts > 0 && sum !== 0)
    found.push(
      ...once(memory, 'money', { code: 'moneyNotConserved', nodes: freshest.map((n) => n.index), params: { sum } }),
    )
  return found
}

function locksReleased(
  memory: Memory,
  replicas: readonly ClusterNode[],
  store: readonly ClusterNode[],
  cluster: Cluster,
): Violation[] {
  const isBroken =
    store.some((node) => !node.up || node.stalled || node.diskStalled || node.diskLost) ||
    cluster.links.some(
      (link) => !link.plain && (link.cut || link.holding) && store.includes(link.from) && store.includes(link.to),
    )
  if (isBroken) memory.healedUs = -1
  else if (memory.healedUs < 0) memory.healedUs = cluster.nowUs
  const up = replicas.filter((node) => node.up)
  const leaders = up.filter((node) => stateOf(node).office?.isReady)
  const holders = leaders.length > 0 ? leaders : up // a follower may hear of a release much later
  const open = new Set(holders.flatMap((node) => [...stateOf(node).machine.prepared.keys()]))
  for (const txn of memory.openUs.keys()) if (!open.has(txn)) memory.openUs.delete(txn)
  const patienceUs = LEASES_TO_FREE * rulesOf(replicas[0]).raft.electionUs[0]
  const found: Violation[] = []
  for (const txn of open) {
    const sinceUs = memory.openUs.get(txn) ?? cluster.nowUs
    memory.openUs.set(txn, sinceUs)
    if (memory.healedUs < 0 || cluster.nowUs - Math.max(sinceUs, memory.healedUs) < patienceUs) continue
    found.push(
      ...once(memory, `lock ${txn}`, { code: 'locksHeld', nodes: replicas.map((n) => n.index), params: { txn } }),
    )
  }
  return found
}
