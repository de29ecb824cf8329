/** The rows of one reproduction in figures: for each case what was expected, what we measured, and how far apart. */
import type { ReproductionRow } from '../../experiments'
import { isMet } from '../../experiments/experiment'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { relativeDifference } from './figurePanels'

export function RowsTable({ id, rows }: { id: string; rows: ReproductionRow[] }) {
  const { accuracy } = words()
  return (
    <WideTable
      className="accuracy-table"
      label={accuracy.tableOf(accuracy.titleOf(id))}
      columns={Object.values(accuracy.columns)}
    >
      <tbody>
        {rows.flatMap((row) =>
          Object.keys(row.measured).map((figure) => <Line key={`${row.case} ${figure}`} row={row} figure={figure} />),
        )}
      </tbody>
    </WideTable>
  )
}

function Line({ row, figure }: { row: ReproductionRow; figure: string }) {
  const { accuracy } = words()
  const measured = row.measured[figure]
  const expected = row.expected?.[figure]
  const allowed = row.tolerance?.[figure] ?? 0
  const holds = expected === undefined || isMet(expected, measured, allowed)
  return (
    <tr data-holds={holds}>
      <th scope="row">{accuracy.caseName(row.id, row.case)}</th>
      <td>{accuracy.figureName(row.id, figure)}</td>
      <td>{accuracy.value(row.paper?.[figure])}</td>
      <td>{accuracy.value(expected)}</td>
      <td>{accuracy.value(measured)}</td>
      <td>{accuracy.difference(relativeDifference(expected, measured))}</td>
      <td>{accuracy.allowed(allowed, row.tolerance === null)}</td>
      <td>{accuracy.verdict(holds, expected !== undefined)}</td>
    </tr>
  )
}
