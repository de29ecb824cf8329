/** Every node: its state in words, load, queue, how far behind, and what can be done to it. */
import type { Topology } from '../../../lab/protocol'
import { useView } from '../../store'
import { words } from '../../words'
import { emptyState, isQuiet, readState, stateCodes } from '../map/nodeState'
import { latest } from '../paint/latest'
import { RowVerbs } from './RowVerbs'

export function NodeTable({ topology }: { topology: Topology }) {
  const w = words().graph
  const set = useView((view) => view.set)
  const selection = useView((view) => view.selection)
  const state = emptyState()
  return (
    <table>
      <caption>{w.table.nodes}</caption>
      <thead>
        <tr>
          <th scope="col">{w.table.node}</th>
          <th scope="col">{w.table.role}</th>
          <th scope="col">{w.table.zone}</th>
          <th scope="col">{w.table.state}</th>
          <th scope="col" className="number">
            {w.table.load}
          </th>
          <th scope="col" className="number">
            {w.table.queue}
          </th>
          <th scope="col" className="number">
            {w.table.behind}
          </th>
          <th scope="col">{w.table.actions}</th>
        </tr>
      </thead>
      <tbody>
        {topology.nodes.map((node) => {
          const s = latest.nodes.length > 0 ? readState(latest.nodes, [node.index], state) : state
          const codes = stateCodes(s)
          const chosen = selection?.kind === 'node' && selection.node === node.index
          return (
            <tr key={node.id} className={codes.every(isQuiet) ? '' : 'troubled'} aria-current={chosen || undefined}>
              <th scope="row">
                <button
                  className="plain"
                  aria-label={w.table.select(node.id)}
                  onClick={() => set({ selection: { kind: 'node', node: node.index } })}
                >
                  {node.id}
                </button>
              </th>
              <td>{w.role(node.role)}</td>
              <td>{node.zone}</td>
              <td>{codes.map(w.nodeState).join(', ')}</td>
              <td className="number">{w.table.share(s.utilisation)}</td>
              <td className="number">
                {s.waiting + s.deadLetters > 0
                  ? w.onNode.line(s.waiting, s.oldestUs, s.deadLetters)
                  : w.table.number(s.queueDepth)}
              </td>
              <td className="number">{node.shard >= 0 ? w.table.number(s.behindKeys) : ''}</td>
              <td>
                <RowVerbs topology={topology} selection={{ kind: 'node', node: node.index }} name={node.id} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
