/** TrueTime: each replica's interval around the true time on one scale, how far it may be read, and commits that wait. */
import type { ClockRow, ClocksView } from '../../lab/storeViews/views'
import { words } from '../words'
import { NodeLink, OperationLink, moveInTable, nodeName } from './links'

const WIDTH = 160
const HEIGHT = 20

export function ClocksPicture({ clocks: { epsilonMaxUs, clocks, waits } }: { clocks: ClocksView }) {
  const all = words().pictures
  const w = all.clocks
  const farthest = clocks.map(({ earliestUs, latestUs }) => Math.max(Math.abs(earliestUs), Math.abs(latestUs)))
  const reachUs = Math.max(2 * epsilonMaxUs, ...farthest)
  return (
    <>
      <p className="caption">{w.caption}</p>
      <div className="clock-grid" role="region" aria-label={w.region}>
        <table onKeyDown={moveInTable}>
          <thead>
            <tr>
              <th scope="col">{all.replica}</th>
              <th scope="col">{w.scale(reachUs)}</th>
              <th scope="col">{w.columns.error}</th>
              <th scope="col">{w.columns.safe}</th>
            </tr>
          </thead>
          <tbody>
            {clocks.map((row) => (
              <tr key={row.node} className={row.isWrong ? 'is-wrong' : undefined}>
                <th scope="row">
                  <NodeLink node={row.node} />
                </th>
                <td>
                  <Interval row={row} reachUs={reachUs} />
                  {row.isWrong && <small>{w.wrong}</small>}
                </td>
                <td>±{w.epsilon(row.epsilonUs)}</td>
                <td>{w.ago(row.safeUs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{w.waits}</h3>
      {waits.length === 0 && <p className="quiet">{w.noWaits}</p>}
      <ul className="waits">
        {waits.map(({ node, tsUs, operation }, i) => (
          <li key={i}>
            {operation && <OperationLink operation={operation} />} {w.wait(tsUs)}
            <span className="quiet">{nodeName(node)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Interval({ row, reachUs }: { row: ClockRow; reachUs: number }) {
  const x = (us: number): number => (WIDTH / 2) * (1 + us / reachUs)
  const { earliestUs, latestUs } = row
  return (
    <svg
      className="interval"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={words().pictures.clocks.interval(earliestUs, latestUs)}
    >
      <rect x={x(earliestUs)} y={5} width={Math.max(2, x(latestUs) - x(earliestUs))} height={HEIGHT - 10} />
      <line x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} />
    </svg>
  )
}
