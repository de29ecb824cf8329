/** What a chosen tool does to the thing that was tapped; tapping again takes it back by the matching repair. */
import type { Command, NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import type { Selection, Tool } from '../../store'
import { nodesOfTarget } from './targets'
import type { StateNow, VerbCode } from './verbs'
import { verbsFor } from './verbs'

const ORDER: Partial<Record<Tool, VerbCode[]>> = {
  kill: ['kill', 'killShard', 'killZone', 'killAll', 'restart'],
  slow: ['unslow', 'slow'],
  cut: ['cut', 'heal', 'isolate', 'healAll'],
}

/** Null: the tool has no business with it (a killed link), so it is only selected. */
export function toolCommand(tool: Tool, selection: Selection, t: Topology, now: StateNow): Command | null {
  const verbs = verbsFor(selection, t, now)
  for (const code of ORDER[tool] ?? []) {
    const found = verbs.find((v) => v.code === code)
    if (found) return found.command
  }
  return null
}

/** Splits the chosen from all the rest, or only from the others of their own groups (shards, for replicas). */
export function partitionCommand(t: Topology, side: NodeTarget[], from: 'everything' | 'peers'): Command {
  const chosen = new Set(side.flatMap((target) => nodesOfTarget(t, target)))
  const peer = (n: Topology['nodes'][number]): boolean =>
    t.nodes.some((m) => chosen.has(m.index) && m.group === n.group && m.shard === n.shard)
  const rest = t.nodes.filter((n) => !chosen.has(n.index) && (from === 'everything' || peer(n)))
  return { kind: 'partition', groups: [side, rest.map((n) => ({ node: n.id }))] }
}
