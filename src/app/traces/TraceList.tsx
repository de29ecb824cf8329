/** Operations found, each with where its time went and why. */
import { OUTCOME_CAUSES } from '../../cluster/journal'
import type { Topology, TraceSummary } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { words } from '../words'
import { duration, moment } from '../words/numbers'
import { PartsBar } from './Parts'
import { placesOf } from './places'

export function TraceList({ rows }: { rows: TraceSummary[] }) {
  const w = words().traces
  const topology = useLab((lab) => lab.opened?.topology)
  if (!topology) return null
  return (
    <ol className="traces-list">
      {rows.map((row) => (
        <Item
          key={`${row.operation.client} ${row.operation.count}`}
          row={row}
          topology={topology}
          label={w.openTrace}
        />
      ))}
    </ol>
  )
}

function Item({
  row,
  topology,
  label,
}: {
  row: TraceSummary
  topology: Topology
  label: (what: string, us: number) => string
}) {
  const w = words().traces
  const { operations } = words().charts
  const { operation, parts, story } = row
  const { client, count } = operation
  const chosen = useView(({ selection: s }) => s?.kind === 'operation' && s.client === client && s.count === count)
  const what = `${topology.journeys[operation.journey] ?? ''} ${operations.what(operation)}`
  return (
    <li data-outcome={operation.outcome} data-chosen={chosen}>
      <button
        type="button"
        className="plain"
        aria-pressed={chosen}
        aria-label={label(what, operation.invokedUs)}
        onClick={() => useView.getState().set({ selection: { kind: 'operation', client, count } })}
      >
        {moment(operation.invokedUs)}
      </button>
      <span>{what}</span>
      <span className="traces-outcome">
        {operations.outcome(operation.outcome, OUTCOME_CAUSES[operation.cause] ?? 'none')},{' '}
        {duration(operation.returnedUs - operation.invokedUs)}
      </span>
      <PartsBar parts={parts} />
      {story && <p>{w.short(story, placesOf(topology))}</p>}
    </li>
  )
}
