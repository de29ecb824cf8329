/** Convergence, as a run's watch asks for it: replicas with nothing left to tell each other are equal. Told once a key. */
import type { Invariants } from '../../cluster/invariants'
import { converged } from './invariants'
import type { OptimisticConfig } from './role'
import type { OptimisticState } from './state'

interface Watched {
  looks: number
  told: number[]
}
/** Comparing every key takes long; a second's delay harms nobody. */
const EVERY = 50

export const optimisticInvariants: Invariants<Watched> = {
  begin: () => ({ looks: 0, told: [] }),
  look(watched, replicas) {
    if (watched.looks++ % EVERY !== 0 || replicas.some((node) => !node.up)) return []
    const { type } = replicas[0].config as OptimisticConfig<unknown>
    const found = converged(
      type,
      replicas.map((node) => node.state as OptimisticState<unknown>),
    )
    if (!found || watched.told.includes(found.key)) return []
    watched.told.push(found.key)
    return [{ code: found.code, nodes: found.places.map((place) => replicas[place].index), params: { key: found.key } }]
  },
}
