/** A shard on the stand whose replicas take writes by themselves. */
import type { CellType } from '../../../src/protocols/optimistic/cellType'
import type { OptimisticConfig } from '../../../src/protocols/optimistic/role'
import { optimisticReplica } from '../../../src/protocols/optimistic/role'
import type { OptimisticState } from '../../../src/protocols/optimistic/state'
import { TYPE } from '../../../src/cluster'
import type { StandSpec } from '../stand'

export interface OptimisticOptions<C> {
  type: CellType<C>
  n?: number
  exchange?: 'state' | 'delta'
  eager?: boolean
  seed?: number
  /** How a script tells a cell. */
  tell?: (cell: C) => string
}
export function optimisticShard<C>(options: OptimisticOptions<C>): StandSpec {
  const n = options.n ?? 3
  return {
    n,
    seed: options.seed,
    role: ['optimisticReplica', optimisticReplica],
    config: (place, members): OptimisticConfig<C> => ({
      members,
      place,
      places: n,
      type: options.type,
      exchange: options.exchange ?? 'state',
      eager: options.eager ?? true,
      everyUs: 1_000,
      retryUs: options.eager === false ? 2_000 : 1_000,
    }),
    show(state, key) {
      const { cells, joining, conflicts } = state as OptimisticState<C>
      const cell = cells.get(key)
      const told = cell === undefined ? '-' : (options.tell?.(cell) ?? String(options.type.read(cell).value))
      return `${told}${joining ? ', joining' : ''}${conflicts > 0 ? `, ${conflicts} conflicts` : ''}`
    },
    tellState: (code, key) => (code === 'conflict' ? `finds a conflict on ${key}` : ''),
    tells: [TYPE.cellShip],
  }
}
