/** A participant and, as the first replica of its shard, coordinator of plain two-phase commit, on a node of the cluster. */
import type { Cluster, ClusterNode, Role, SizedBody } from '../../../cluster'
import { CAUSE, PURPOSE, STATUS, TYPE, mark } from '../../../cluster'
import type { Cause } from '../requests'
import { causeOf, ownCause, requestOf, sendAnswer } from '../requests'
import type { Effect, Input, Surroundings, TwoPhaseRules, TwoPhaseState, Word } from './state'
import { emptyImage, newTwoPhase } from './state'
import { crash, dueUs, restarted, step } from './step'

/** A node's state: the replica's, and the timer that will wake it. */
export interface TwoPhaseNode extends TwoPhaseState {
  timer: number // −1: none
  timerUs: number
}
type WordBody = SizedBody & { readonly word: Word }

const TYPES: Record<Word['kind'], number> = {
  prepare: TYPE.txnPrepare,
  vote: TYPE.txnVote,
  outcome: TYPE.txnOutcome,
  ended: TYPE.txnEnded,
  ask: TYPE.txnAsk,
  join: TYPE.groupJoin,
  image: TYPE.groupSnapshot,
}
const stateOf = (node: ClusterNode): TwoPhaseNode => node.state as TwoPhaseNode
const rulesOf = (node: ClusterNode): TwoPhaseRules => node.config as TwoPhaseRules

export const twoPhaseReplica: Role = {
  rejoins: true,
  start(_cluster, node) {
    node.state = { ...newTwoPhase(emptyImage()), timer: -1, timerUs: 0 } satisfies TwoPhaseNode
  },
  receive(cluster, node, m) {
    const request = requestOf(cluster, m)
    const input: Input = request
      ? { kind: 'request', request }
      : { kind: 'word', word: (cluster.queue.bodies[m] as WordBody).word }
    run(cluster, node, input, causeOf(cluster, m))
  },
  timer(cluster, node) {
    stateOf(node).timer = -1
    run(cluster, node, { kind: 'wake' }, ownCause(cluster, node))
  },
  synced(cluster, node, sync) {
    run(cluster, node, { kind: 'persisted' }, causeOf(cluster, sync))
  },
  refuse(cluster, _node, m) {
    if (requestOf(cluster, m)) mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },
  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    for (const effect of crash(state, rulesOf(node), diskLost))
      if (effect.kind === 'applied') cluster.recordApplied(node, effect.key, effect.value, effect.version)
    state.timer = -1
  },
  restart(cluster, node) {
    const cause = ownCause(cluster, node)
    if (node.diskLost) {
      cluster.recordNode(node, 'joining')
      run(cluster, node, { kind: 'rejoin' }, cause)
      return
    }
    perform(cluster, node, restarted(stateOf(node), rulesOf(node), around(cluster, node)), cause)
    run(cluster, node, { kind: 'wake' }, cause)
  },
}

function around(cluster: Cluster, node: ClusterNode): Surroundings {
  return {
    nowUs: node.monotonic(cluster.nowUs),
    incarnation: node.incarnation,
    unit: (a, b) => cluster.draws.at(node.entity, PURPOSE.backoff, a, b).unit(),
  }
}
function run(cluster: Cluster, node: ClusterNode, input: Input, cause: Cause): void {
  const state = stateOf(node)
  const surroundings = around(cluster, node)
  perform(cluster, node, step(state, rulesOf(node), surroundings, input), cause)
  const due = dueUs(state)
  if (state.timer >= 0 && state.timerUs === due) return
  if (state.timer >= 0) cluster.cancelTimer(state.timer)
  state.timer = -1
  state.timerUs = due
  if (due === Infinity) return
  const delayUs = Math.max(1, due - surroundings.nowUs)
  state.timer = cluster.setTimer(node, delayUs, 1, cause.origin, cause.count, cause.path)
}

function perform(cluster: Cluster, node: ClusterNode, effects: readonly Effect[], cause: Cause): void {
  const { origin, count, path } = cause
  effects.forEach((effect, nth) => {
    switch (effect.kind) {
      case 'word': {
        const { word, bytes } = effect
        const body: WordBody = Object.freeze({ bytes, word })
        cluster.send(node, cluster.nodes[word.to], TYPES[word.kind], origin, count, path, nth, body)
        return
      }
      case 'persist':
        cluster.sync(node, 0, origin, count, path, nth)
        return
      case 'answer':
        sendAnswer(cluster, node, effect.asker, effect.answer)
        return
      case 'applied':
        cluster.recordApplied(node, effect.key, effect.value, effect.version)
        return
      case 'joined':
        node.diskLost = false
        cluster.recordNode(node, 'joined')
    }
  })
}
