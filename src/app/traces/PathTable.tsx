/** The critical path in rows, for who reads rather than looks. */
import type { Topology, Trace } from '../../lab/protocol'
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
      <div className="trace-table" role="region" aria-label={w.asTable} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {Object.values(w.columns).map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
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
        </table>
      </div>
    </details>
  )
}
