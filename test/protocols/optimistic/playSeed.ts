/** A random schedule of writes and faults on a shard whose replicas take writes by themselves; healed at the end, and judged. */
import { Draws } from '../../../src/kernel'
import { converged, hasMoreToTell } from '../../../src/protocols/optimistic/invariants'
import type { OptimisticState } from '../../../src/protocols/optimistic/state'
import { Stand, commandOf } from '../stand'
import type { OptimisticOptions } from './shard'
import { optimisticShard } from './shard'

const VERBS = [
  'kill',
  'restart',
  'restart',
  'stall',
  'resume',
  'stallDisk',
  'resumeDisk',
  'isolate',
  'offset',
  'loseDisk',
]
const LINK_VERBS = ['cut', 'heal', 'hold', 'release', 'duplicate']

export interface OptimisticOutcome<C> {
  stand: Stand
  states: OptimisticState<C>[]
  problems: string[]
  disksLost: number
  acknowledged: { key: number; value: number; version: number }[]
}
export function playSeed<C>(
  seed: number,
  options: OptimisticOptions<C> & { losesDisks: boolean },
): OptimisticOutcome<C> {
  const stand = new Stand(optimisticShard({ ...options, seed }))
  const { cluster } = stand
  const n = options.n ?? 3
  const at = new Draws(seed)
  let drawn = 0
  let disksLost = 0
  const int = (most: number): number => at.at(9, 9, drawn++, 0).int(most)
  const pick = <T>(list: readonly T[]): T => list[int(list.length)]
  const name = (): string => String.fromCharCode(97 + int(n))
  const states = stand.states<OptimisticState<C>>()
  const problems: string[] = []
  for (let i = 0; i < 100; i++) {
    const what = int(10)
    if (what < 5) stand.ask(int(n), true, int(3), (i + 1) * 256)
    else if (what < 8) {
      const verb = pick(VERBS)
      if (verb !== 'loseDisk')
        cluster.apply(commandOf(verb, verb === 'offset' ? [name(), String(int(10_000) - 5_000)] : [name()]))
      else if (options.losesDisks && cluster.nodes.every((node) => !node.diskLost)) {
        disksLost++
        cluster.apply(commandOf('kill', [name(), 'disk']))
      }
    } else {
      const [from, to] = [pick(['driver', name()]), name()]
      if (from !== to) cluster.apply(commandOf(pick(LINK_VERBS), [from, to]))
      else cluster.apply({ kind: 'healAll' })
    }
    stand.run(pick([0, 20, 100, 500, 3_000]), () => {
      const found = converged(options.type, stand.states<OptimisticState<C>>())
      if (found && problems.length < 3) problems.push(`${cluster.nowUs}: ${JSON.stringify(found)}`)
    })
  }
  cluster.apply({ kind: 'healAll' })
  for (const { id } of cluster.nodes.slice(1))
    for (const verb of ['resume', 'resumeDisk', 'restart']) cluster.apply(commandOf(verb, [id]))
  stand.run(20_000)
  if (states.length !== n || stand.states<OptimisticState<C>>().some(hasMoreToTell))
    problems.push('more to tell after healing')
  const found = converged(options.type, stand.states<OptimisticState<C>>())
  if (found) problems.push(JSON.stringify(found))
  const acknowledged = stand.results
    .filter(
      (r, i, all) => r.status === 'ok' && all.findIndex((other) => other.ask === r.ask && other.status === 'ok') === i,
    )
    .filter((r) => stand.asks[r.ask].isWrite)
    .map((r) => ({ key: stand.asks[r.ask].key, value: stand.asks[r.ask].value, version: r.version }))
  return { stand, states: stand.states<OptimisticState<C>>(), problems, disksLost, acknowledged }
}
