/** The breaker of a guard: used, commanded, and its changes of mode written down. */
import type { Cluster, ClusterNode, Command } from '../../cluster'
import { PURPOSE, decide, operationKey } from '../../cluster'
import { BREAKER_TRIAL } from '../../decisions/breakerTrial/contract'
import afterWait from '../../decisions/breakerTrial/afterWait'
import { BREAKER_TRIP } from '../../decisions/breakerTrip/contract'
import shares from '../../decisions/breakerTrip/shares'
import type { Breaker, BreakerConfig, BreakerDeciders } from '../../resilience/breaker'
import { BREAKER_MODES, COMMANDED, forceBreaker } from '../../resilience/breaker'
import { guardAt } from './guards'
import type { CallOf, CallingConfig } from './policy'

/** Uses a guard's breaker for a call, and writes down when that changed its mode. Without one, everything may pass. */
export function throughBreaker(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  of: CallOf,
  use: (breaker: Breaker, config: BreakerConfig, by: BreakerDeciders) => boolean,
): boolean {
  const { config } = guardAt(node, at)
  if (!config.breaker) return true
  const { part = 0 } = of
  const by = decidersOf(cluster, node, config.parts[part], of)
  return watching(cluster, node, at, part, (breaker, settings) => use(breaker, settings, by))
}
function decidersOf(cluster: Cluster, node: ClusterNode, called: number, of: CallOf): BreakerDeciders {
  const { luck } = cluster
  const place = { node, called, origin: of.origin, count: of.count }
  const aim = (): void => luck.aim(node.entity, PURPOSE.breaker, operationKey(cluster, of.origin, of.count), of.path)
  return {
    random: luck.random,
    randomInt: luck.randomInt,
    trip(context) {
      aim()
      return decide(cluster, BREAKER_TRIP, place, context, shares, null)
    },
    trial(context) {
      aim()
      return decide(cluster, BREAKER_TRIAL, place, context, afterWait, null)
    },
  }
}
function watching(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  part: number,
  use: (breaker: Breaker, config: BreakerConfig) => boolean,
): boolean {
  const { guard, config } = guardAt(node, at)
  if (!config.breaker) return true
  const breaker = guard.breakers[part]
  const before = breaker.mode
  const result = use(breaker, config.breaker)
  if (breaker.mode !== before)
    cluster.recordState(
      node,
      'breaker',
      config.parts[part],
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
    for (let part = 0; part < guards[at].parts.length; part++)
      watching(cluster, node, at, part, (breaker, config) => {
        forceBreaker(breaker, config, COMMANDED[command.kind], cluster.nowUs)
        return true
      })
  }
}
