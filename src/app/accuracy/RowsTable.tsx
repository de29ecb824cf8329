/** The rows of one reproduction in figures: for each case what was published, what we measured, and how far apart. */
import type { ReproductionRow } from '../../experiments'
import { words } from '../words'
import { relativeDifference } from './figurePanels'

export function RowsTable({ id, rows }: { id: string; rows: ReproductionRow[] }) {
  const { accuracy } = words()
  const { columns } = accuracy
  return (
    <div className="accuracy-table" role="region" tabIndex={0} aria-label={accuracy.tableOf(accuracy.titleOf(id))}>
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
          {rows.flatMap((row) =>
            Object.keys(row.measured).map((figure) => {
              const expected = row.expected?.[figure]
              const told = typeof expected === 'number' ? expected : undefined
              return (
                <tr key={`${row.case} ${figure}`} data-pass={row.pass}>
                  <th scope="row">{row.case}</th>
                  <td>{accuracy.figureName(id, figure)}</td>
                  <td>{accuracy.value(told)}</td>
                  <td>{accuracy.value(row.measured[figure])}</td>
                  <td>{accuracy.difference(relativeDifference(told, row.measured[figure]))}</td>
                  <td>{accuracy.verdict(row.pass, told !== undefined)}</td>
                </tr>
              )
            }),
          )}
        </tbody>
      </table>
    </div>
  )
}
