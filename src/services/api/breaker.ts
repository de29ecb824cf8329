/** The breaker before the dependency: used, commanded, and its changes of mode written down. */
import type { Cluster, ClusterNode, Command } from '../../cluster'
import type { Breaker, BreakerConfig } from '../../resilience/breaker'
import { BREAKER_MODES, COMMANDED, forceBreaker, newBreaker } from '../../resilience/breaker'
import { configOf, stateOf } from './request'

export function closedBreaker(node: ClusterNode): Breaker | null {
  const config = configOf(node).recommendations?.breaker
  return config ? newBreaker(config) : null
}
/** Uses the breaker, and writes down when that changed its mode. Without one, everything may pass. */
export function throughBreaker(
  cluster: Cluster,
  node: ClusterNode,
  use: (breaker: Breaker, config: BreakerConfig) => boolean,
): boolean {
  const { recommendations } = configOf(node)
  const { breaker } = stateOf(node)
  if (!recommendations?.breaker || !breaker) return true
  const before = breaker.mode
  const result = use(breaker, recommendations.breaker)
  if (breaker.mode !== before) {
    cluster.recordState(
      node,
      'breaker',
      recommendations.node,
      BREAKER_MODES.indexOf(before),
      BREAKER_MODES.indexOf(breaker.mode),
    )
  }
  return result
}
export function commandBreaker(cluster: Cluster, node: ClusterNode, command: Command): void {
  if (!('edge' in command) || command.edge !== configOf(node).recommendations?.group) return
  throughBreaker(cluster, node, (b, c) => {
    forceBreaker(b, c, COMMANDED[command.kind], cluster.nowUs)
    return true
  })
}
