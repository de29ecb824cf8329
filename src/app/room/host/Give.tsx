/** Gives the class, a group or one something to open, and paces a lesson. */
import { useState } from 'react'
import type { Audience } from '../../../classroom/fields'
import type { Assignment } from '../../../classroom/documents/lead'
import { words } from '../../words'
import { givenTitle } from '../givenTitle'
import { roomNowMs, useRoom } from '../roomStore'
import { AudienceField } from './AudienceField'
import { audienceName } from './audienceName'
import { GivenField } from './GivenField'
import { givenAsked, givenFrom } from './givens'
import { Groups } from './Groups'
import { GivenQuestions } from './LessonQuestions'
import { useHostView, write } from './hostStore'
import { giving } from './leading'
import { Paces } from './Paces'

export function Give() {
  const w = words().roomHost.give
  const [asked, setAsked] = useState(givenAsked)
  const [to, setTo] = useState<Audience>({ to: 'all' })
  const give = async (): Promise<void> => {
    const given = await givenFrom(asked)
    if (!given) useHostView.setState({ trouble: asked.kind === 'outside' ? w.noFile : w.tooLong })
    else write(giving(useRoom.getState().lead, given, to, Math.round(roomNowMs())))
  }
  return (
    <div className="host-columns">
      <section aria-label={w.title}>
        <h2>{w.title}</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void give()
          }}
        >
          <GivenField asked={asked} onChange={setAsked} />
          <div className="fields">
            <AudienceField to={to} onChange={setTo} />
          </div>
          <button type="submit" className="primary">
            {w.give(audienceName(to))}
          </button>
        </form>
        <Paces />
        <GivenQuestions />
      </section>
      <section aria-label={w.given}>
        <h2>{w.given}</h2>
        <GivenSoFar />
        <Groups />
      </section>
    </div>
  )
}

function GivenSoFar() {
  const w = words().roomHost.give
  const given = useRoom(({ lead }) => lead.given)
  const groups = useRoom(({ lead }) => lead.group)
  const all = [...given].sort(([, a], [, b]) => b.n - a.n)
  if (all.length === 0) return <p className="quiet">{w.none}</p>
  const nameOfKey = (key: string): string =>
    audienceName(
      key === 'all'
        ? { to: 'all' }
        : key.startsWith('group-')
          ? { to: 'group', group: key.slice('group-'.length) }
          : { to: 'learner', learner: key },
    )
  return (
    <ul className="host-list" data-groups={groups.size}>
      {all.map(([key, assignment]: [string, Assignment]) => (
        <li key={key}>
          <strong>{givenTitle(assignment.given)}</strong> <span className="quiet">{nameOfKey(key)}</span>
        </li>
      ))}
    </ul>
  )
}
