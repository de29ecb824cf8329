/** One reproduction: what is compared and why, its picture, its figures, and the button that runs it here. */
import { words } from '../words'
import { DotFigure } from './DotFigure'
import { figurePanels } from './figurePanels'
import type { Reproduction } from './reproductions'
import { RowsTable } from './RowsTable'

export function ReproductionSection({ found, onRun }: { found: Reproduction; onRun: () => void }) {
  const { accuracy } = words()
  const { id, state, share, rows, source, cases } = found
  const panels = figurePanels(rows, (figure) => accuracy.figureName(id, figure))
  const busy = state === 'running' || state === 'waiting'
  const held = rows.filter((row) => row.pass).length
  return (
    <section className="accuracy-section" aria-labelledby={`accuracy-${id}`} aria-busy={busy}>
      <h2 id={`accuracy-${id}`}>{accuracy.titleOf(id)}</h2>
      {accuracy.comparedOf(id).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p className="accuracy-source">{accuracy.source(source)}</p>
      <div className="accuracy-run">
        <button type="button" disabled={busy} onClick={onRun}>
          {state === 'done' || state === 'failed' ? accuracy.runAgain : accuracy.run}
        </button>
        {state === 'running' && <progress value={share} aria-label={accuracy.progressOf(rows.length, cases.length)} />}
        <span role="status">{accuracy.state(state, held, rows.length, cases.length)}</span>
      </div>
      {panels.length > 0 && (
        <div className="accuracy-panels">
          {panels.map((panel) => (
            <DotFigure key={panel.name} id={id} panel={panel} />
          ))}
        </div>
      )}
      {rows.length > 0 && (
        <details>
          <summary>{accuracy.inFigures}</summary>
          <RowsTable id={id} rows={rows} />
        </details>
      )}
    </section>
  )
}
