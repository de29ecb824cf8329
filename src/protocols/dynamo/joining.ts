/** A replica whose disk was lost becomes a member again: what it asks of its peers, and what they give (join.ts has the rules). */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { apply, persist } from './applying'
import type { JoinPage } from './join'
import { JOIN_RETRY_US, askForPages, beginJoin, pageAfter, takePage } from './join'
import { joinedYet, peersOf } from './joined'
import { learn } from './moving'
import { OWN, takeFixed } from './replica'
import type { DynamoState } from './state'
import { OWES, TIMER } from './state'

export function join(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  cluster.recordNode(node, 'joining')
  state.joining = beginJoin(peersOf(node))
  if (!state.joining) {
    node.diskLost = false
    cluster.recordNode(node, 'joined')
    return
  }
  askForPages(cluster, node, state.joining)
  cluster.setTimer(node, JOIN_RETRY_US, TIMER.join, node.index, node.invoked, 0)
}
export function givePage(cluster: Cluster, _node: ClusterNode, m: number, state: DynamoState): void {
  const page = pageAfter(state.store, cluster.queue.words[m * WORDS + W.key], state.resharding)
  cluster.queue.bodies[cluster.reply(m, TYPE.joinPage)] = page
}
export function takeJoinPage(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  if (!state.joining) return
  const page = cluster.queue.bodies[m] as JoinPage
  if (state.resharding && page.holdsPlaced) state.resharding.holdsPlaced = true
  if (page.map) learn(cluster, node, state, page.map)
  const path = cluster.queue.words[m * WORDS + W.path]
  takePage(cluster, node, state.joining, m, page, (key, version, value, siblings) => {
    const cause = { origin: node.index, count: node.invoked, path: path ^ key }
    if (apply(cluster, node, state, { key, version, value, siblings, home: OWN }, cause))
      persist(cluster, node, 1, OWES.nobody, cause, 0, 0)
  })
  const notes = takeFixed(state.store, page.fixed)
  const cause = { origin: node.index, count: node.invoked, path }
  if (notes > 0) persist(cluster, node, notes, OWES.nobody, cause, 0, 0)
  joinedYet(cluster, node, state)
}
