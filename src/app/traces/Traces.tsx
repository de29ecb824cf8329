/** Search among the traces of a stretch of time. Choosing one selects its operation, and the inspector shows the waterfall. */
import { useEffect, useState } from 'react'
import type { LabStatus, TracesAnswer, TracesQuestion } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { words } from '../words'
import { Filters } from './Filters'
import { followRun } from './following'
import { TraceList } from './TraceList'
import { keepSearching } from './searching'
import { useTraceSearch } from './traceStore'
import './traces.css'

type Answer = { asked: TracesQuestion; found: TracesAnswer | null } | null

export function Traces() {
  const w = words().traces
  const asked = useTraceSearch((search) => search.asked)
  const answer = useFound(asked)
  useEffect(followRun, [])
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
      <Found answer={isAbout(answer, asked) ? answer : null} />
    </section>
  )
}

function Found({ answer }: { answer: Answer }) {
  const w = words().traces
  if (!answer) return <p role="status">{w.searching}</p>
  if (!answer.found) return <p role="alert">{w.failed}</p>
  const { rows, ended, failed, isWhole } = answer.found
  if (rows.length === 0) return <p role="status">{isWhole ? w.none : w.noneYet}</p>
  return (
    <>
      <p role="status" className="quiet">
        {w.seen(rows.length, ended, failed)}
      </p>
      <TraceList rows={rows} />
    </>
  )
}

/** The newest answer; again where the run in the lab is another one, or has other acts. */
function useFound(asked: TracesQuestion | null): Answer {
  const opened = useLab((lab) => lab.opened)
  const acts = useLab((lab) => nameOfActs(lab.status))
  const [answer, setAnswer] = useState<(NonNullable<Answer> & { opened: unknown }) | null>(null)
  useEffect(() => {
    if (!asked || !opened) return
    return keepSearching(asked, (found) => setAnswer({ asked, found, opened }))
  }, [asked, opened, acts])
  return answer?.opened === opened ? answer : null
}
/** Differs where the active branch has other acts. */
function nameOfActs(status: LabStatus | null): string {
  const branch = status?.branches.find(({ id }) => id === status.active)
  return JSON.stringify([branch?.id, branch?.commands])
}

/** While what is searched grows with the run, what was found before stays in sight. */
function isAbout(answer: Answer, asked: TracesQuestion): boolean {
  const filters = (question: TracesQuestion): string => JSON.stringify({ ...question, fromUs: 0, toUs: 0 })
  return answer !== null && filters(answer.asked) === filters(asked)
}
