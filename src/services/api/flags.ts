/** Feature flags of an instance: what is switched off, which outlives its process, as whoever hands flags out does. */
import type { Cluster, ClusterNode, Command, FeatureFlag } from '../../cluster'
import { FEATURE_FLAGS } from '../../cluster'
import { configOf, stateOf } from './request'

const bitOf = (flag: FeatureFlag): number => 1 << FEATURE_FLAGS.indexOf(flag)

export function switchedOff(flags: readonly FeatureFlag[]): number {
  return flags.reduce((bits, flag) => bits | bitOf(flag), 0)
}
export function isOff(node: ClusterNode, flag: FeatureFlag): boolean {
  return (stateOf(node).off & bitOf(flag)) !== 0
}
export function commandFlag(cluster: Cluster, node: ClusterNode, command: Command): void {
  if (command.kind !== 'setFlag' || !hasFeature(node, command.flag)) return
  const state = stateOf(node)
  const before = state.off
  state.off = command.on ? before & ~bitOf(command.flag) : before | bitOf(command.flag)
  if (state.off === before) return
  cluster.recordState(node, 'flag', FEATURE_FLAGS.indexOf(command.flag), command.on ? 0 : 1, command.on ? 1 : 0)
}
function hasFeature(node: ClusterNode, flag: FeatureFlag): boolean {
  const { copies, recommendations } = configOf(node)
  return flag === 'freshData' ? copies !== null : recommendations !== null
}
