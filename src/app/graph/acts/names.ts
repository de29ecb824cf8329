/** What a selection is called, and which command target it stands for. */
import type { NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import type { Selection } from '../../store'
import { words } from '../../words'
import { shardName } from '../map/boxes'

export function targetNameIn(t: Topology, target: NodeTarget): string {
  return words().graph.targetName(target, (shard) => shardName(t, shard))
}

export function selectionName(t: Topology, selection: Selection): string {
  const w = words().graph
  switch (selection.kind) {
    case 'node':
      return t.nodes[selection.node].id
    case 'link': {
      const { from, to } = t.links[selection.link]
      return w.between(t.nodes[from].id, t.nodes[to].id)
    }
    case 'edge':
      return w.between(targetNameIn(t, selection.from), targetNameIn(t, selection.to))
    case 'shard':
      return shardName(t, selection.shard)
    case 'zone':
      return targetNameIn(t, { zone: selection.zone })
    case 'group':
      return selection.group
    case 'message':
      return w.message
    case 'operation':
      return w.operation
  }
}
