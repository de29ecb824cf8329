/** Links, each direction by itself: at first only those with a fault or a breaker that is not closed. */
import { useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { BREAKER, LINK_FLAG } from '../../../lab/protocol'
import { words } from '../../words'
import { L, latest, LINK_AT } from '../paint/latest'
import { RowVerbs } from './RowVerbs'

export function LinkTable({ topology }: { topology: Topology }) {
  const [all, setAll] = useState(false)
  const w = words().graph
  const field = (link: number, at: number): number => latest.links[link * L + at] ?? 0
  const troubled = topology.links.filter(
    (l) => field(l.index, LINK_AT.flags) !== 0 || field(l.index, LINK_AT.breaker) > BREAKER.closed,
  )
  const shown = all ? topology.links : troubled
  return (
    <>
      <table>
        <caption>{w.table.links}</caption>
        <thead>
          <tr>
            <th scope="col">{w.table.link}</th>
            <th scope="col">{w.table.state}</th>
            <th scope="col" className="number">
              {w.table.traffic}
            </th>
            <th scope="col">{w.table.actions}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((l) => {
            const name = w.oneWay(topology.nodes[l.from].id, topology.nodes[l.to].id)
            return (
              <tr key={l.index} className={troubled.includes(l) ? 'troubled' : ''}>
                <th scope="row">{name}</th>
                <td>{stateOf(field(l.index, LINK_AT.flags), field(l.index, LINK_AT.breaker))}</td>
                <td className="number">{w.table.number(field(l.index, LINK_AT.perSecond))}</td>
                <td>
                  <RowVerbs topology={topology} selection={{ kind: 'link', link: l.index }} name={name} />
                </td>
              </tr>
            )
          })}
          {shown.length === 0 && (
            <tr>
              <td colSpan={4}>{w.table.noTrouble(topology.links.length)}</td>
            </tr>
          )}
        </tbody>
      </table>
      <button onClick={() => setAll(!all)}>
        {all ? w.table.showTroubled : w.table.showAll(topology.links.length)}
      </button>
    </>
  )
}

function stateOf(flags: number, breaker: number): string {
  const w = words().graph
  const codes = (Object.keys(LINK_FLAG) as (keyof typeof LINK_FLAG)[]).filter((code) => flags & LINK_FLAG[code])
  const parts = codes.map(w.linkState)
  if (breaker > 0) parts.push(w.breakerLabel(breaker))
  return parts.length > 0 ? parts.join(', ') : w.linkOk
}
