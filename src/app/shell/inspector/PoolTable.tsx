/** How a balancer sees its instances: whether each takes part, its share of what comes, and what it has under way. */
import type { PoolMember } from '../../../lab/protocol'
import { useLab, useView } from '../../store'
import { words } from '../../words'

export function PoolTable({ pool }: { pool: readonly PoolMember[] }) {
  const w = words().inspector
  const topology = useLab((lab) => lab.opened?.topology)
  const set = useView((view) => view.set)
  const counts = pool.some(({ outstanding }) => outstanding !== null)
  return (
    <>
      <h3 id="pool">{w.pool}</h3>
      <table aria-labelledby="pool">
        <thead>
          <tr>
            <th scope="col">{w.instance}</th>
            <th scope="col">{words().graph.table.state}</th>
            {counts && <th scope="col">{w.outstanding}</th>}
            <th scope="col">{w.share}</th>
          </tr>
        </thead>
        <tbody>
          {pool.map(({ node, state, share, outstanding }) => (
            <tr key={node} className={state === 'unhealthy' || state === 'ejected' ? 'old' : undefined}>
              <th scope="row">
                <button className="plain" onClick={() => set({ selection: { kind: 'node', node } })}>
                  {topology?.nodes[node]?.id}
                </button>
              </th>
              <td>{w.poolState(state)}</td>
              {counts && <td>{outstanding}</td>}
              <td>{w.shareOf(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{w.poolHint}</p>
    </>
  )
}
