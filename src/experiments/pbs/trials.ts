/**
 * The client of a PBS trial (Bailis et al., VLDB 2012, 3 and 5.1): it writes to the replicas of a quorum register, reads when
 * the write has committed, and in some trials again a while later; when every message of these has come to rest, the next
 * trial begins. It coordinates for itself, as Dynamo's clients may (SOSP 2007, 6.4), counting by the register's own tally.
 * Nothing is ever lost here, so it sets no time-outs.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, OUTCOME, TYPE, W } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel'
import { count, newTally } from '../../protocols/dynamo/tally'
import type { Tally } from '../../protocols/dynamo/tally'

export interface TrialsConfig {
  members: readonly number[] // node indices
  r: number
  w: number
  trials: number
  reads: number // how many of them read
  /** When the second read comes after the commit, trial by trial in turn; 0: none in this trial. */
  laterUs: readonly number[]
}
export interface TrialsState {
  trial: number
  open: number // messages that have not come back, and reads that have not begun
  calls: { tally: Tally; count: number }[] // by CALL
}
/** The three operations of a trial. A later read's class is CALL.later + its place in `laterUs`. */
export const CALL = { write: 0, read: 1, later: 2 } as const
/** The register that all trials share: each writes a newer version. */
const KEY = 0

const configOf = (node: ClusterNode): TrialsConfig => node.config as TrialsConfig
const stateOf = (node: ClusterNode): TrialsState => node.state as TrialsState

export const trials: Role = {
  start(cluster, node) {
    const { members, r, w } = configOf(node)
    const call = (need: number) => ({ tally: newTally(members.length, need), count: 0 })
    node.state = { trial: 0, open: 0, calls: [call(w), call(r), call(r)] } satisfies TrialsState
    nextTrial(cluster, node)
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const w = m * WORDS
    const state = stateOf(node)
    const which = words[w + W.call]
    const call = state.calls[which]
    const member = words[w + W.from] - configOf(node).members[0]
    state.open--
    if (count(call.tally, member, floats[m * FLOATS + F.version], words[w + W.value])) done(cluster, node, which)
    if (state.open === 0) nextTrial(cluster, node)
  },
  timer(cluster, node, timer) {
    const state = stateOf(node)
    state.open--
    operate(cluster, node, CALL.later, cluster.queue.words[timer * WORDS + W.a])
  },
}

function nextTrial(cluster: Cluster, node: ClusterNode): void {
  const state = stateOf(node)
  if (state.trial === configOf(node).trials) return
  state.trial++
  operate(cluster, node, CALL.write, CALL.write)
}

function operate(cluster: Cluster, node: ClusterNode, which: number, operationClass: number): void {
  const { members } = configOf(node)
  const { trial, calls } = stateOf(node)
  const call = calls[which]
  const isWrite = which === CALL.write
  restart(call.tally)
  call.count = cluster.invoke(node, operationClass, KEY, isWrite ? trial : 0, 0)
  const type = isWrite ? TYPE.replicaWrite : TYPE.replicaRead
  for (const member of members) {
    const m = cluster.send(node, cluster.nodes[member], type, node.index, call.count, 0)
    const { words, floats } = cluster.queue
    words[m * WORDS + W.call] = which
    words[m * WORDS + W.key] = KEY
    words[m * WORDS + W.value] = trial
    floats[m * FLOATS + F.version] = trial
  }
  stateOf(node).open += members.length
}
function restart(tally: Tally): void {
  tally.got = 0
  tally.done = false
  tally.version = 0
  tally.value = 0
  tally.versions.fill(-1)
}

/** An operation has its quorum. */
function done(cluster: Cluster, node: ClusterNode, which: number): void {
  const state = stateOf(node)
  const { tally, count } = state.calls[which]
  const isWrite = which === CALL.write
  cluster.finish(node, count, OUTCOME.ok, CAUSE.none, 0, 1, isWrite ? state.trial : tally.value, tally.version)
  const { reads, laterUs } = configOf(node)
  if (!isWrite || state.trial > reads) return
  const later = state.trial % laterUs.length
  if (laterUs[later] > 0) {
    state.open++
    cluster.setTimer(node, laterUs[later], 1, node.index, count, 0, CALL.later + later)
  }
  operate(cluster, node, CALL.read, CALL.read)
}
