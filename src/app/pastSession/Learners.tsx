/** Everybody who was there: what they answered and did, and their runs. */
import { useState } from 'react'
import { noAnswers } from '../../classroom/documents/answers'
import type { PastSession } from '../../classroom/sessionFile'
import { answerLines } from '../room/answerLines'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { RunButton } from './RunButton'
import type { PastRun } from './runs'
import { runsOfLearner } from './runs'

/** A hall is shown in parts: a table of four hundred is slow to draw and to read. */
const AT_ONCE = 50

export function Learners({ session, open }: { session: PastSession; open: (run: PastRun) => void }) {
  const w = words().pastSession
  const [shown, setShown] = useState(AT_ONCE)
  const named = [...session.learners.keys()]
    .map((id) => ({ id, name: session.roster.learner.get(id)?.name ?? id }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <section aria-label={w.learners}>
      <h2>{w.learners}</h2>
      <WideTable label={w.table} className="past-learners" columns={[w.name, w.answered, w.runs]}>
        <tbody>
          {named.slice(0, shown).map(({ id, name }) => (
            <Row key={id} session={session} id={id} name={name} open={open} />
          ))}
        </tbody>
      </WideTable>
      {named.length > shown && (
        <button onClick={() => setShown(shown + AT_ONCE)}>{w.more(Math.min(AT_ONCE, named.length - shown))}</button>
      )}
    </section>
  )
}

interface RowProps {
  session: PastSession
  id: string
  name: string
  open: (run: PastRun) => void
}
function Row({ session, id, name, open }: RowProps) {
  const w = words().pastSession
  const lines = answerLines(session.answers.learner.get(id) ?? noAnswers(), session.lead.vote)
  const page = session.learners.get(id)
  const runs = page ? runsOfLearner(session, page) : []
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {lines.length === 0 ? (
          <span className="quiet">{w.nothing}</span>
        ) : (
          <ul>
            {lines.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ul>
        )}
      </td>
      <td>
        {runs.map((run, i) => (
          <RunButton key={i} run={run} open={({ title, read }) => open({ title: w.runOf(name, title), read })} />
        ))}
      </td>
    </tr>
  )
}
