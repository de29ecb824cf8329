/**
 * Replicas converge: some time after everything is healed, none is still behind on a key on which it was behind when that time
 * began. Looked at once a second, from what replicas wrote down as applied, for every mode that promises it. Data throughout.
 */
import type { Violation } from '../cluster/invariants'
import { newestMap } from '../protocols/dynamo/ordering'
import type { World } from '../scenarios/world'
import type { Divergence } from '../telemetry'

export interface ConvergenceState {
  looks: number
  healedUs: number // since when nothing is broken; −1: something is
  behind: Map<string, { sinceUs: number; version: number }> // shard, key and place → what it has held since
  told: string[]
}
const LOOKS_A_SECOND = 50
/** Keys of a shard that are looked at. */
const KEYS_MAX = 200

export function newConvergence(): ConvergenceState {
  return { looks: 0, healedUs: -1, behind: new Map(), told: [] }
}

/** To be called at every tick of the watch. `replicas`: the nodes of each shard. Each key is told once. */
export function lookAtConvergence(
  state: ConvergenceState,
  world: World,
  replicas: readonly (readonly number[])[],
  withinUs: number,
  divergence: () => Divergence,
): { shard: number; violation: Violation }[] {
  if (state.looks++ % LOOKS_A_SECOND !== 0) return []
  const { nowUs, journal } = world.cluster
  if (isBroken(world)) {
    state.healedUs = -1
    state.behind.clear()
    return []
  }
  if (state.healedUs < 0) state.healedUs = nowUs
  journal.flush()
  const before = state.behind
  state.behind = new Map()
  return replicas.flatMap((nodes, shard) => lookAtShard(state, before, shard, nodes, nowUs, withinUs, divergence()))
}

function lookAtShard(
  state: ConvergenceState,
  before: ConvergenceState['behind'],
  shard: number,
  nodes: readonly number[],
  nowUs: number,
  withinUs: number,
  divergence: Divergence,
): { shard: number; violation: Violation }[] {
  const late = new Set<number>()
  const keys = divergence.differing(shard, KEYS_MAX).filter((key) => {
    const versions = divergence.versionsOf(shard, key)
    const newest = Math.max(...versions)
    let isLate = false
    nodes.forEach((node, place) => {
      const version = versions[place]
      if (version === newest) return
      const name = `${shard} ${key} ${place}`
      const was = before.get(name)
      const since = was?.version === version ? was : { sinceUs: nowUs, version }
      state.behind.set(name, since)
      if (nowUs - since.sinceUs < withinUs || state.told.includes(`${shard} ${key}`)) return
      late.add(node)
      isLate = true
    })
    return isLate
  })
  if (keys.length === 0) return []
  state.told.push(...keys.map((key) => `${shard} ${key}`))
  const params = { key: keys[0], keys: keys.length }
  return [{ shard, violation: { code: 'notConverged', nodes: [...late], params } }]
}

/** Something of the store, or between its nodes, is not as it should be. */
function isBroken({ cluster }: World): boolean {
  return (
    newestMap(cluster)?.moving === true ||
    cluster.nodes.some(
      (n) => n.shard >= 0 && (!n.up || n.stalled || n.diskStalled || n.diskLost || n.slowFactor !== 1),
    ) ||
    cluster.links.some(({ plain, from, to }) => !plain && from.shard >= 0 && to.shard >= 0)
  )
}
