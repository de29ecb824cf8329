/** The policies of what is selected, of one caller at a time: in sentences what each sets, in a table how it stands now. */
import { useState } from 'react'
import type { PolicyView } from '../../lab/policyView'
import type { Topology } from '../../lab/protocol'
import { actions } from '../actions'
import { Pending } from '../shell/inspector/FieldList'
import { useAnswer } from '../shell/inspector/useAnswer'
import { words } from '../words'
import type { PolicyCaller } from './callers'
import { policyRows } from './rows'
import './policies.css'

export function PolicyPanel({ callers, topology }: { callers: PolicyCaller[]; topology: Topology }) {
  const w = words().policies
  const [chosen, choose] = useState(0)
  const { node, to } = callers[chosen] ?? callers[0]
  const views = useAnswer(`policies ${node}`, () => actions().policyViews(node))
  const name = (caller: PolicyCaller): string => topology.nodes[caller.node].id
  return (
    <section className="policy-panel" aria-label={w.title}>
      <h3>{w.title}</h3>
      {callers.length > 1 && (
        <select aria-label={w.choose} value={chosen} onChange={({ target }) => choose(Number(target.value))}>
          {callers.map((caller, i) => (
            <option key={i} value={i}>
              {w.of(name(caller), caller.to)}
            </option>
          ))}
        </select>
      )}
      {views === undefined || views === 'failed' ? (
        <Pending answer={views} />
      ) : (
        views
          .filter(({ entry }) => to === null || entry.to === to)
          .map((view, i) => <Policy key={i} view={view} caller={name({ node, to })} />)
      )}
    </section>
  )
}

function Policy({ view, caller }: { view: PolicyView; caller: string }) {
  const w = words().policies
  return (
    <div className="policy">
      <h4>
        {w.of(caller, view.entry.to)} <span className="quiet">{w.which(view)}</span>
      </h4>
      <ul>
        {w.sets(view.entry).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {view.now && <Now view={view} rejected={view.now.rejected} caller={caller} />}
    </div>
  )
}

interface NowProps {
  view: PolicyView
  rejected: NonNullable<PolicyView['now']>['rejected']
  caller: string
}
function Now({ view, rejected, caller }: NowProps) {
  const w = words().policies
  return (
    <table>
      <caption className="hidden-visually">{w.now(w.of(caller, view.entry.to))}</caption>
      <tbody>
        {policyRows(view).map((row) => (
          <tr key={row.code}>
            <th scope="row">{w.row[row.code]}</th>
            <td>{w.figure(row)}</td>
          </tr>
        ))}
      </tbody>
      <tbody>
        {rejected.length === 0 ? (
          <tr>
            <th scope="row">{w.rejected}</th>
            <td>{w.nothing}</td>
          </tr>
        ) : (
          <tr>
            <th scope="rowgroup" colSpan={2}>
              {w.rejected}
            </th>
          </tr>
        )}
        {rejected.map(({ cause, calls }) => (
          <tr key={cause} className="cause">
            <th scope="row">{w.cause(cause)}</th>
            <td>{w.count(calls)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
