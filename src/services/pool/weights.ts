/**
 * What each instance counts for now, worked out anew whenever something is learned, so that requests only read it: nothing for
 * whoever does not serve, is not healthy or has been put out; a growing part during slow start. Where too few are left, all that
 * serve are used: better a bad answer than none (panic).
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { orPanic, weightNow } from '../../resilience/health'
import { POOL_TIMER, poolConfigOf, poolStateOf } from './config'

const RAMP_STEPS = 10

export function reweigh(cluster: Cluster, node: ClusterNode): void {
  const config = poolConfigOf(node)
  const state = poolStateOf(node)
  const base = config.weights.map((weight, at) => (state.serves[at] ? weight : 0))
  const weights = base.map((weight, at) =>
    weight === 0 || state.ejectedUntilUs[at] > 0
      ? 0
      : weightNow(state.health[at], config.health, weight, cluster.nowUs),
  )
  state.weights = orPanic(weights, base, Math.max(config.panicBelow, 1 / config.calls.length))
  const panics = state.weights === base && base.some((weight) => weight > 0)
  if (panics !== state.isPanicking) {
    cluster.recordState(node, 'panic', config.calls[0], Number(!panics), Number(panics))
    state.isPanicking = panics
  }
  const { slowStartUs } = config.health
  const ramps = state.health.some(({ sinceUs }, at) => weights[at] > 0 && cluster.nowUs - sinceUs < slowStartUs)
  if (!ramps || state.isRamping) return
  state.isRamping = true
  cluster.setTimer(node, Math.max(1, Math.floor(slowStartUs / RAMP_STEPS)), POOL_TIMER.ramp, node.index, 0, 0)
}
export function rampOn(cluster: Cluster, node: ClusterNode): void {
  poolStateOf(node).isRamping = false
  reweigh(cluster, node)
}

/** From now on it gets its share bit by bit. */
export function beginsAnew(cluster: Cluster, node: ClusterNode, at: number): void {
  const state = poolStateOf(node)
  state.health[at].sinceUs = cluster.nowUs
  state.failures[at] = 0
}
