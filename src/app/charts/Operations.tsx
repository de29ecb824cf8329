/**
 * The operations behind a figure, as a list: of one stretch of time, and if wished of one journey or kind. Choosing one
 * selects it, and the inspector shows its trace.
 */
import { useEffect, useState } from 'react'
import { OUTCOME_CAUSES } from '../../cluster/journal'
import type { OperationRow } from '../../lab/protocol'
import { actions } from '../actions'
import { usePanelShown } from '../lessonMode'
import { useLab, useView, type OperationsAsked } from '../store'
import { words } from '../words'
import { searchTraces } from '../traces/traceStore'
import { OperationsTable } from './OperationsTable'

const LIMIT = 200
const KINDS = ['all', 'failed', 'stale', 'slow'] as const

type Answer = { asked: OperationsAsked; rows: OperationRow[] | null } | null

export function Operations() {
  const asked = useView((view) => view.operations)
  const [answer, setAnswer] = useState<Answer>(null)
  useEffect(() => {
    if (!asked) return
    let current = true
    const tell = (rows: OperationRow[] | null) => {
      if (current) setAnswer({ asked, rows })
    }
    actions()
      .operations({ ...asked, limit: LIMIT })
      .then(tell, () => tell(null))
    return () => {
      current = false
    }
  }, [asked])
  const hasTraces = usePanelShown('traces')
  if (!asked) return null
  const { operations } = words().charts
  const close = () => useView.getState().set({ panel: 'none', operations: null })
  return (
    <aside
      className="operations"
      aria-label={operations.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <header>
        <h2>{operations.title}</h2>
        <span>{operations.between(asked.fromUs, asked.toUs)}</span>
        <button type="button" className="plain" onClick={close}>
          {operations.close}
        </button>
      </header>
      <Filters asked={asked} />
      {hasTraces && (
        <button type="button" className="plain link" onClick={() => searchTraces(tracesOf(asked))}>
          {words().traces.open}
        </button>
      )}
      <Rows answer={answer?.asked === asked ? answer : null} />
    </aside>
  )
}

/** The same stretch and journey, searched among traces. */
function tracesOf({ fromUs, toUs, journey, only }: OperationsAsked) {
  const kept = only === 'failed' || only === 'slow' ? only : undefined
  return { fromUs: Math.floor(fromUs), toUs: Math.ceil(toUs), journey, kept } as const
}

function Filters({ asked }: { asked: OperationsAsked }) {
  const journeys = useLab((lab) => lab.opened?.topology.journeys) ?? []
  const { operations } = words().charts
  const ask = (change: Partial<OperationsAsked>) => useView.getState().set({ operations: { ...asked, ...change } })
  return (
    <div className="operations-filters">
      <div role="group" aria-label={operations.only}>
        {KINDS.map((kind) => (
          <button
            type="button"
            className="plain"
            key={kind}
            aria-pressed={(asked.only ?? 'all') === kind}
            onClick={() => ask({ only: kind === 'all' ? undefined : kind })}
          >
            {operations.kinds[kind]}
          </button>
        ))}
      </div>
      <select
        aria-label={operations.journey}
        value={asked.journey ?? -1}
        onChange={(event) => {
          const journey = Number(event.target.value)
          ask({ journey: journey < 0 ? undefined : journey })
        }}
      >
        <option value={-1}>{operations.everyJourney}</option>
        {journeys.map((journey, j) => (
          <option key={journey} value={j}>
            {journey}
          </option>
        ))}
      </select>
    </div>
  )
}

function Rows({ answer }: { answer: Answer }) {
  const { operations } = words().charts
  if (!answer) return <p role="status">{operations.loading}</p>
  if (!answer.rows) return <p role="alert">{operations.failed}</p>
  if (answer.rows.length === 0) return <p role="status">{operations.none}</p>
  return (
    <>
      <OperationsTable rows={answer.rows} causes={OUTCOME_CAUSES} />
      {answer.rows.length >= LIMIT && <p>{operations.capped(LIMIT)}</p>}
    </>
  )
}
