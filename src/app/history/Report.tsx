/** A verdict in full: what it is, what shows it, drawn, and what follows for consistency models. */
import { useState } from 'react'
import { ModelMap } from '../verdicts/ModelMap'
import { WitnessFigure } from '../verdicts/WitnessFigure'
import '../verdicts/verdicts.css'
import { words } from '../words'
import type { HistoryReport, HistoryWitness } from './historyMessages'
import { judgeAgain, useHistory } from './opened'

const GLYPH = { true: '●', false: '◆', unknown: '○' } as const
const TRANSACTIONS = new Set(['list-append', 'rw-register'])

export function Report({ report }: { report: HistoryReport }) {
  const w = words().history
  const { valid, operations, format, model, ms, lines, unknown, standing, witness } = report
  const why = lines.slice(1)
  return (
    <div className="history-report">
      <p className="history-verdict" data-valid={String(valid)} role="status">
        <i aria-hidden="true">{GLYPH[`${valid}`]}</i> <b>{w.verdict[`${valid}`]}</b>{' '}
        <span>{w.told(operations, w.formats[format] ?? format, model, ms)}</span>
      </p>
      {valid === 'unknown' && <Unknown code={unknown} />}
      {why.length > 0 && (
        <>
          <h3>{w.why}</h3>
          <ul className="history-why">
            {why.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {witness && <Drawn witness={witness} />}
      {standing && (
        <>
          <h3>{w.models}</h3>
          <ModelMap title={w.models} standing={standing} family={TRANSACTIONS.has(model) ? 'all' : 'object'} />
        </>
      )}
    </div>
  )
}

function Unknown({ code }: { code: string | null }) {
  const w = words().history
  const { steps, bytes } = useHistory()
  const more = code === null ? undefined : w.more[code]
  return (
    <>
      <p>{w.unknownMeans}</p>
      {more && (
        <p>
          {w.budget(steps, bytes)}{' '}
          <button
            type="button"
            onClick={() => judgeAgain(code === 'exhausted.steps' ? { steps: steps * 10 } : { bytes: bytes * 2 })}
          >
            {more}
          </button>
        </p>
      )}
    </>
  )
}

function Drawn({ witness: { around, shortest } }: { witness: HistoryWitness }) {
  const w = words().history
  const [few, setFew] = useState(true)
  const bars = few && shortest ? shortest : around
  return (
    <section className="witness" aria-label={w.witness}>
      <h3>{w.witness}</h3>
      <WitnessFigure bars={bars} label={w.figure} laneName={w.process} />
      <p className="quiet">{w.legend}</p>
      {shortest && (
        <button type="button" aria-pressed={few} onClick={() => setFew(!few)}>
          {w.shortest}
        </button>
      )}
    </section>
  )
}
