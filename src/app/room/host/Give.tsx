/** Gives the class, a group or one something to open, and paces a lesson. */
import { useState } from 'react'
import type { Audience } from '../../../classroom/fields'
import type { Assignment } from '../../../classroom/documents/lead'
import { SECTIONS } from '../../../lessons/progress'
import { words } from '../../words'
import { givenTitle } from '../givenTitle'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { AudienceField } from './AudienceField'
import { audienceName } from './audienceName'
import { GivenField } from './GivenField'
import { givenAsked, givenFrom } from './givens'
import { Groups } from './Groups'
import { useHostView, write } from './hostStore'
import { giving } from './leading'

export function Give() {
  const w = words().roomHost.give
  const [asked, setAsked] = useState(givenAsked)
  const [to, setTo] = useState<Audience>({ to: 'all' })
  const give = async (): Promise<void> => {
    const given = await givenFrom(asked)
    if (!given) useHostView.setState({ trouble: w.tooLong })
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

/** Only of a lesson that everybody has. */
function Paces() {
  const w = words()
  const g = w.roomHost.give
  const isLesson = useRoom(({ lead }) => [...lead.given.values()].some(({ given }) => given.kind === 'lesson'))
  const pace = useRoom(({ lead }) => lead.pace)
  if (!isLesson) return null
  return (
    <fieldset className="host-pace">
      <legend>{g.pace}</legend>
      <p className="quiet">{g.paceHint}</p>
      <span className="row">
        <button type="button" aria-pressed={pace === null} onClick={() => room().write('lead', 'pace', null)}>
          {g.free}
        </button>
        {SECTIONS.map((section) => (
          <button
            key={section}
            type="button"
            aria-pressed={pace?.section === section}
            onClick={() => room().write('lead', 'pace', { section, step: null })}
          >
            {w.lessons.sections[section]}
          </button>
        ))}
      </span>
    </fieldset>
  )
}
