/** What becomes of a store call: answered, late, tried again or given up. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, OP, PURPOSE, STATUS, W, attemptOf, isOfCopy, operationKey } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { CALLED_OFF, learnAnswer, operationWord, retryAfter } from '../calling'
import { learnLatency } from './replica'
import { sendAttempt } from './asking'
import { shardOf } from './placing'
import { callOf, endCall, endOpen } from './guarding'
import type { StoreAsker, StoreAskerState, StoreCall, StoreClientConfig, StoreResult } from './state'

type Done<R extends StoreAsker> = (cluster: Cluster, node: ClusterNode, r: R, id: number, result: StoreResult) => void

/** More messages than this for one attempt are a circle of nodes that each name another. */
const MOST_HOPS = 4

/** A replica has answered: any attempt's success counts, also a late one. */
export function storeAnswered<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: R,
  id: number,
  m: number,
  done: Done<R>,
): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const call = r.store
  if (!call) return
  const status = words[w + W.a]
  const path = words[w + W.path]
  // Of an attempt that has gone on to another node only that one's answer counts.
  const attempt = attemptOf(words[w + W.attempt])
  const isOfLatest = attempt === call.attempt && words[w + W.from] === call.to
  if (isOfLatest) learnPace(cluster, node, call)
  if (status === STATUS.ok) {
    learnAnswer((node.state as StoreAskerState).latency, cluster.nowUs - call.triedUs)
    endCall(cluster, node, config, r, id, attempt, CAUSE.none)
    endOpen(cluster, node, config, r, id, CALLED_OFF)
    r.store = null
    done(cluster, node, r, id, {
      status: STATUS.ok,
      cause: CAUSE.none,
      value: words[w + W.value],
      version: cluster.queue.floats[m * FLOATS + F.version],
      flags: words[w + W.c],
      ageUs: cluster.queue.floats[m * FLOATS + F.x],
      path,
    })
    return
  }
  if (status === STATUS.unknown || isOfCopy(words[w + W.attempt])) call.doubtful = true
  if (status === STATUS.elsewhere && isOfLatest) {
    const { leaders } = node.state as StoreAskerState
    const shard = shardOf(call)
    const leader = words[w + W.c] - 1
    if (leader >= 0) leaders.set(shard, leader)
    else leaders.delete(shard)
    if (leader >= 0 && leader !== call.to && call.sent < MOST_HOPS) {
      sendAttempt(cluster, node, config, r, id, path, leader, config.policies[r.op].timeoutUs)
      return
    }
  }
  call.cause = words[w + W.b]
  const bit = 1 << (attempt - call.first)
  if (attempt < call.first || (call.open & bit) === 0) return // of an earlier try, or told twice
  if (attempt === call.attempt && !isOfLatest) return
  endCall(
    cluster,
    node,
    config,
    r,
    id,
    attempt,
    call.cause === CAUSE.calledOff ? CALLED_OFF : call.cause || CAUSE.refused,
  )
  call.open &= ~bit
  if (call.open !== 0) return
  tryAgain(cluster, node, config, r, id, path, done)
}

/** No answer within the attempt's time. */
export function storeTimedOut<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: R,
  id: number,
  timer: number,
  done: Done<R>,
): void {
  const words = cluster.queue.words
  const call = r.store
  if (!call || words[timer * WORDS + W.b] !== call.first || (call.open === 0 && !call.rejected)) return
  if (call.rejected) call.rejected = false
  else {
    call.doubtful = true
    call.cause = CAUSE.timeout
    learnPace(cluster, node, call)
    endOpen(cluster, node, config, r, id, CAUSE.timeout)
  }
  tryAgain(cluster, node, config, r, id, words[timer * WORDS + W.path], done)
}

function learnPace({ nowUs }: Cluster, node: ClusterNode, { to, sentAtUs }: StoreCall): void {
  learnLatency((node.state as StoreAskerState).latencies, to, nowUs - sentAtUs)
}

function tryAgain<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: R,
  id: number,
  path: number,
  done: Done<R>,
): void {
  const call = r.store as StoreCall
  const policy = config.policies[r.op]
  call.open = 0
  cluster.cancelTimer(call.timer)
  cluster.cancelTimer(call.hedgeTimer)
  cluster.luck.aim(node.entity, PURPOSE.backoff, operationKey(cluster, r.origin, r.count), path)
  const failed = {
    called: config.shards[0][0],
    operation: operationWord(r.op),
    tries: call.tries,
    waitedUs: call.waitedUs,
    sinceUs: call.sinceUs,
    deadlineAtUs: r.deadlineAtUs,
    cause: call.cause,
  }
  const waitUs = retryAfter(cluster, node, policy, failed, callOf(r))
  if (waitUs < 0) {
    fail(cluster, node, r, id, path, done)
    return
  }
  call.waitedUs = waitUs
  cluster.setTimer(node, waitUs, config.timers.backoff, r.origin, r.count, path, id, call.attempt)
}

function fail<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  r: R,
  id: number,
  path: number,
  done: Done<R>,
): void {
  const { doubtful, cause } = r.store as StoreCall
  r.store = null
  const status = r.op !== OP.read && doubtful ? STATUS.unknown : STATUS.failed
  done(cluster, node, r, id, { status, cause, value: 0, version: 0, flags: 0, ageUs: -1, path })
}
