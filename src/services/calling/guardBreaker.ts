/** The breaker of a guard: used, commanded, and its changes of mode written down. */
import type { Cluster, ClusterNode, Command } from '../../cluster'
import type { Breaker, BreakerConfig } from '../../resilience/breaker'
import { BREAKER_MODES, COMMANDED, forceBreaker } from '../../resilience/breaker'
import { guardAt } from './guards'
import type { CallingConfig } from './policy'

/** Uses a guard's breaker, and writes down when that changed its mode. Without one, everything may pass. */
export function throughBreaker(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  use: (breaker: Breaker, config: BreakerConfig) => boolean,
): boolean {
  const { guard, config } = guardAt(node, at)
  const { breaker } = guard
  if (!breaker || !config.breaker) return true
  const before = breaker.mode
  const result = use(breaker, config.breaker)
  if (breaker.mode !== before)
    cluster.recordState(
      node,
      'breaker',
      config.called,
      BREAKER_MODES.indexOf(before),
      BREAKER_MODES.indexOf(breaker.mode),
      at,
    )
  return result
}

/** Trips, closes or resets every breaker before the calls to the group that the command names. */
export function commandBreakers(cluster: Cluster, node: ClusterNode, command: Command): void {
  if (!('edge' in command)) return
  const { guards = [] } = node.config as Partial<CallingConfig>
  for (let at = 0; at < guards.length; at++) {
    if (guards[at].group !== command.edge) continue
    throughBreaker(cluster, node, at, (breaker, config) => {
      forceBreaker(breaker, config, COMMANDED[command.kind], cluster.nowUs)
      return true
    })
  }
}
