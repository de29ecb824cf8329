/**
 * Convergence, as a run's watch asks for it: replicas with nothing left to tell each other are equal; told once a key. And the
 * acknowledged writes that lost to another's stamp: the price of last-writer-wins, and no broken promise.
 */
import type { ClusterNode } from '../../cluster'
import type { Invariants, Violation } from '../../cluster/invariants'
import { converged } from './invariants'
import type { OptimisticConfig } from './role'
import type { OptimisticState } from './state'

interface Watched {
  looks: number
  told: number[]
  seen: number[] // by place: its discards that were looked at
  lost: number[] // values of writes that were told to be lost, the newest
}
const LOST_MAX = 512
/** Comparing every key takes long; a second's delay harms nobody. */
const EVERY = 50

export const optimisticInvariants: Invariants<Watched> = {
  begin: () => ({ looks: 0, told: [], seen: [], lost: [] }),
  look(watched, replicas) {
    if (watched.looks++ % EVERY !== 0) return []
    const lost = lostWrites(watched, replicas)
    if (replicas.some((node) => !node.up)) return lost
    const { type } = replicas[0].config as OptimisticConfig<unknown>
    const found = converged(
      type,
      replicas.map((node) => node.state as OptimisticState<unknown>),
    )
    if (!found || watched.told.includes(found.key)) return lost
    watched.told.push(found.key)
    return [
      ...lost,
      { code: found.code, nodes: found.places.map((place) => replicas[place].index), params: { key: found.key } },
    ]
  },
}

/** What replicas gave up since the last look; every replica gives the same write up, which is told once. */
function lostWrites(watched: Watched, replicas: readonly ClusterNode[]): Violation[] {
  const nodes = new Set<number>()
  const operations = replicas.flatMap((node, place) => {
    const { discards, discarded } = node.state as OptimisticState<unknown>
    const news = discards - (watched.seen[place] ?? 0)
    watched.seen[place] = discards
    const fresh = news > 0 ? discarded.slice(-news) : []
    return fresh.flatMap(({ key, value }) => {
      if (watched.lost.includes(value)) return []
      watched.lost.push(value)
      nodes.add(node.index)
      return [{ ...writerOf(value), key }]
    })
  })
  watched.lost.splice(0, watched.lost.length - LOST_MAX)
  if (operations.length === 0) return []
  return [{ code: 'writesLost', nodes: [...nodes], params: { writes: operations.length }, operations }]
}
/** What clients and workers write tells who wrote it. */
function writerOf(value: number): { client: number; count: number } {
  return { client: value & 255, count: value >> 8 }
}
