/** Below the charts: how long a stretch they show, and the same as a table of numbers. */
import { useView } from '../store'
import { words } from '../words'
import { WINDOW_STOPS_US } from './chartRequest'

export function ChartControls({ asTable, onTable }: { asTable: boolean; onTable: (on: boolean) => void }) {
  const { charts } = words()
  const windowUs = useView((view) => view.chartWindowUs)
  const stops = WINDOW_STOPS_US.includes(windowUs) ? WINDOW_STOPS_US : [...WINDOW_STOPS_US, windowUs]
  return (
    <div className="charts-controls">
      <select
        aria-label={charts.window}
        value={String(windowUs)}
        onChange={(event) => {
          const chosen = event.target.value
          useView.getState().set({ chartWindowUs: chosen === 'null' ? null : Number(chosen) })
        }}
      >
        {stops.map((stop) => (
          <option key={String(stop)} value={String(stop)}>
            {stop === null ? charts.windowAuto : charts.windowOf(stop)}
          </option>
        ))}
      </select>
      <button type="button" className="plain" onClick={() => onTable(!asTable)}>
        {asTable ? charts.showCharts : charts.showTable}
      </button>
    </div>
  )
}
