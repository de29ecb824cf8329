/**
 * Backpressure: producers that found no room and wait for some, first come first served, instead of being refused at once.
 * Their question stays open, so that whoever waits for the answer is slowed down to the pace of the consumers.
 */
import type { Cluster, ClusterNode } from '../cluster'
import { TYPE, W, mark } from '../cluster'
import { WORDS } from '../kernel/eventQueue'

/** What was to be put, and who waits for the answer. */
export interface Producer {
  from: number
  call: number
  attempt: number
  origin: number
  count: number
  path: number
  user: number
  key: number // of the order that it is about; the user's where it is about none
  timer: number
}

export function producerOf(cluster: Cluster, m: number): Producer {
  const { words } = cluster.queue
  const w = m * WORDS
  return {
    from: words[w + W.from],
    call: words[w + W.call],
    attempt: words[w + W.attempt],
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    user: words[w + W.key],
    key: words[w + W.value],
    timer: -1,
  }
}

/** Lets a producer wait for room, `waitUs` at most; then `kind` comes due, with the producer's `from` and `call`. */
export function letWait(
  cluster: Cluster,
  node: ClusterNode,
  line: Producer[],
  p: Producer,
  waitUs: number,
  kind: number,
): void {
  const lane = cluster.timeoutLane(waitUs)
  p.timer = cluster.startTimeout(node, lane, waitUs, kind, p.origin, p.count, p.path, p.from, p.call)
  line.push(p)
}
/** The one whose time is up leaves the line; undefined where it has left it already. */
export function tooLong(cluster: Cluster, line: Producer[], timer: number): Producer | undefined {
  const { words } = cluster.queue
  const [from, call] = [words[timer * WORDS + W.a], words[timer * WORDS + W.b]]
  const at = line.findIndex((p) => p.from === from && p.call === call)
  return at < 0 ? undefined : line.splice(at, 1)[0]
}

/** Answers the message, as `send` does. */
export function answerProducer(
  cluster: Cluster,
  node: ClusterNode,
  p: Producer,
  status: number,
  cause: number,
): number {
  const m = cluster.send(node, cluster.nodes[p.from], TYPE.enqueued, p.origin, p.count, p.path, p.attempt)
  cluster.queue.words[m * WORDS + W.call] = p.call
  cluster.queue.words[m * WORDS + W.key] = p.user
  mark(cluster, m, status, cause)
  return m
}
