/** A shard, zone or group: its members, each a way to the node itself. */
import type { Topology } from '../../../lab/protocol'
import type { Selection } from '../../store'
import { useLab, useView } from '../../store'
import { words } from '../../words'

export function GroupFacts({ selection }: { selection: Selection }) {
  const w = words().inspector
  const topology = useLab((lab) => lab.opened?.topology)
  const set = useView((view) => view.set)
  if (!topology) return null
  return (
    <>
      <h3>{w.members}</h3>
      <ul className="members">
        {membersOf(selection, topology).map((node) => (
          <li key={node.index}>
            <button className="plain" onClick={() => set({ selection: { kind: 'node', node: node.index } })}>
              {node.id}
            </button>
            <span className="quiet">{words().graph.zone(node.zone)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function membersOf(selection: Selection, topology: Topology): Topology['nodes'] {
  return topology.nodes.filter((node) => {
    if (selection.kind === 'shard') return node.shard === selection.shard
    if (selection.kind === 'zone') return node.zone === selection.zone
    return selection.kind === 'group' && node.group === selection.group
  })
}
