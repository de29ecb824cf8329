/** Search among the traces of a stretch of time. Choosing one selects its operation, and the inspector shows the waterfall. */
import { useEffect, useState } from 'react'
import type { TracesAnswer, TracesQuestion } from '../../lab/protocol'
import { actions } from '../actions'
import { useView } from '../store'
import { words } from '../words'
import { Filters } from './Filters'
import { TraceList } from './TraceList'
import { useTraceSearch } from './traceStore'
import './traces.css'

type Answer = { asked: TracesQuestion; found: TracesAnswer | null } | null

export function Traces() {
  const w = words().traces
  const asked = useTraceSearch((search) => search.asked)
  const answer = useFound(asked)
  const close = (): void => useView.getState().set({ panel: 'none', pointed: null })
  if (!asked) return null
  return (
    <section
      className="traces"
      aria-label={w.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <header>
        <h2>{w.title}</h2>
        <button type="button" className="plain" aria-label={w.close} onClick={close}>
          ×
        </button>
      </header>
      <p className="quiet">{w.lead}</p>
      <Filters asked={asked} />
      <Found answer={answer?.asked === asked ? answer : null} />
    </section>
  )
}

function Found({ answer }: { answer: Answer }) {
  const w = words().traces
  if (!answer) return <p role="status">{w.searching}</p>
  if (!answer.found) return <p role="alert">{w.failed}</p>
  const { rows, ended, failed } = answer.found
  if (rows.length === 0) return <p role="status">{w.none}</p>
  return (
    <>
      <p role="status" className="quiet">
        {w.seen(rows.length, ended, failed)}
      </p>
      <TraceList rows={rows} />
    </>
  )
}

function useFound(asked: TracesQuestion | null): Answer {
  const [answer, setAnswer] = useState<Answer>(null)
  useEffect(() => {
    if (!asked) return
    let current = true
    const tell = (found: TracesAnswer | null): void => {
      if (current) setAnswer({ asked, found })
    }
    actions()
      .traces(asked)
      .then(tell, () => tell(null))
    return () => {
      current = false
    }
  }, [asked])
  return answer
}
