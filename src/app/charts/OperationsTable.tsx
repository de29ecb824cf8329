/** Rows of operations; the time of each is a button that selects it. */
import type { OperationRow } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { words } from '../words'

export function OperationsTable({ rows, causes }: { rows: OperationRow[]; causes: readonly string[] }) {
  const { operations } = words().charts
  const { columns } = operations
  return (
    <div className="operations-rows" role="region" aria-label={operations.title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {Object.values(columns).map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.client} ${row.count}`} row={row} cause={causes[row.cause]} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row, cause }: { row: OperationRow; cause: string }) {
  const { mark, operations } = words().charts
  const chosen = useView(
    ({ selection: s }) => s?.kind === 'operation' && s.client === row.client && s.count === row.count,
  )
  const select = () =>
    useView.getState().set({ selection: { kind: 'operation', client: row.client, count: row.count } })
  const journey = useLab((lab) => lab.opened?.topology.journeys[row.journey] ?? '')
  const asides = [operations.attempts(row.attempts), row.degraded ? operations.degraded : ''].filter(Boolean)
  return (
    <tr data-outcome={row.outcome} data-chosen={chosen}>
      <td>
        <button
          type="button"
          className="plain"
          aria-pressed={chosen}
          aria-label={operations.open(row, journey)}
          onClick={select}
        >
          {mark(row.invokedUs, 1000)}
        </button>
      </td>
      <td>{journey}</td>
      <td>{operations.what(row)}</td>
      <td>{operations.took(row.returnedUs - row.invokedUs)}</td>
      <td className="operations-outcome">
        {operations.outcome(row.outcome, cause)}
        {asides.length > 0 && <small> {asides.join(', ')}</small>}
      </td>
      <td className={row.staleUs > 0 ? 'operations-stale' : ''}>{operations.stale(row.staleUs, row.missed)}</td>
    </tr>
  )
}
