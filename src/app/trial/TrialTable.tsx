/** Figure by figure: both sides, their difference with its interval, how many seeds agree, and every seed as a dot. */
import { Fragment } from 'react'
import type { FigureSummary, TrialResult } from '../../lab/trial/summary'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { DifferenceStrip } from './DifferenceStrip'
import { isClear, isWorse } from './telling'

export function TrialTable({ result }: { result: TrialResult }) {
  const w = words().compare
  const { figures, bySeed } = result
  const journeys = [...new Set(figures.map(({ journey }) => journey))]
  return (
    <WideTable className="trial-table" label={w.table} columns={Object.values(w.columns)}>
      {journeys.map((journey) => (
        <tbody key={journey}>
          <tr>
            <th scope="rowgroup" colSpan={6}>
              {w.journey(journey)}
            </th>
          </tr>
          {figures.map((row, at) => (
            <Fragment key={row.measure}>
              {row.journey === journey && <Row row={row} differences={differencesOf(bySeed, at)} />}
            </Fragment>
          ))}
        </tbody>
      ))}
    </WideTable>
  )
}

type Differences = { seed: number; difference: number }[]

function differencesOf(runs: TrialResult['bySeed'], figure: number): Differences {
  return runs.flatMap(({ seed, with: a, without: b }) => {
    const [happened, without] = [a.values[figure], b.values[figure]]
    return happened === null || without === null ? [] : [{ seed, difference: happened - without }]
  })
}

function Row({ row, differences }: { row: FigureSummary; differences: Differences }) {
  const w = words().compare
  const clear = isClear(row)
  return (
    <tr data-clear={clear} data-worse={clear && isWorse(row)}>
      <th scope="row">{w.measure(row.measure)}</th>
      <td>{w.value(row, row.without)}</td>
      <td>{w.value(row, row.with)}</td>
      <td className="trial-difference">{w.difference(row)}</td>
      <td title={w.agreeHint(row)}>{w.agree(row)}</td>
      <td className="trial-strip-cell">
        {row.difference !== null && row.same < row.pairs && (
          <DifferenceStrip row={row} mean={row.difference} differences={differences} />
        )}
      </td>
    </tr>
  )
}
