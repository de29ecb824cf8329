/** What a change of partition makes necessary: which keys must go from which shard to which. */
import type { Key } from './key'
import type { Keys } from './measures'
import { eachKey } from './measures'
import type { Partition } from './partition'
import type { KeyRange } from './range'
import { shardOf } from './schemes'

/** Shards by name, for indices differ before and after. `keys` are in the order given. */
export interface Move {
  from: string
  to: string
  keys: Key[]
}
export interface MovePlan {
  /** In the order of shards: by the index of `from` before, then of `to` after. */
  moves: Move[]
  /** Share of all keys that move, 0 to 1. */
  share: number
}

export function plan(before: Partition, after: Partition, keys: Keys): MovePlan {
  const table = new Map<number, Move>()
  const width = after.shards.length
  let count = 0
  let all = 0
  eachKey(keys, (key) => {
    all++
    const [source, target] = [shardOf(before, key), shardOf(after, key)]
    const [from, to] = [before.shards[source], after.shards[target]]
    if (from === to) return
    count++
    const pair = source * width + target
    const move = table.get(pair)
    if (move) move.keys.push(key)
    else table.set(pair, { from, to, keys: [key] })
  })
  const moves = [...table].sort(([a], [b]) => a - b).map(([, move]) => move)
  return { moves, share: all === 0 ? 0 : count / all }
}

/** Ascending whole numbers as contiguous ranges. */
export function runsOf(keys: readonly number[]): KeyRange[] {
  const runs: KeyRange[] = []
  for (const key of keys) {
    const last = runs.at(-1)
    if (last?.to === key) last.to = key + 1
    else runs.push({ from: key, to: key + 1 })
  }
  return runs
}
