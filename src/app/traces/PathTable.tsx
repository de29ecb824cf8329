/** The critical path in rows, for who reads rather than looks. */
import type { Topology, Trace } from '../../lab/protocol'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { duration } from '../words/numbers'
import { linkName, nodeName } from './places'

export function PathTable({ path, topology }: { path: Trace['path']; topology: Topology }) {
  const w = words().traces
  const { messageType } = words().inspector
  if (path.length === 0) return null
  return (
    <details>
      <summary>{w.asTable}</summary>
      <WideTable className="trace-table" label={w.asTable} columns={Object.values(w.columns)}>
        <tbody>
          {path.map((step, i) => (
            <tr key={i}>
              <td>{duration(step.fromUs - path[0].fromUs)}</td>
              <td>{duration(step.toUs - step.fromUs)}</td>
              <td>{w.parts[step.part]}</td>
              <td>{step.link >= 0 ? linkName(topology, step.link) : nodeName(topology, step.node)}</td>
              <td>{[step.type && messageType(step.type), w.reason(step.reason)].filter(Boolean).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </details>
  )
}
