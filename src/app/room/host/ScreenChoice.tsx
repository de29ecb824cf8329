/** What the projector shows, by the teacher's choice. */
import type { ReactNode } from 'react'
import { ROOM_LIMITS } from '../../../classroom/limits'
import type { Shown } from '../../../classroom/documents/screen'
import { words } from '../../words'
import { doorLink } from '../addresses'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { labLink, labTitle } from './givens'
import { nameOf, useHostView } from './hostStore'

export function ScreenChoice() {
  const w = words().roomHost
  const s = w.screen
  const me = useRoom((state) => state.me)
  const asked = useRoom(({ lead }) => lead.asked)
  const fault = useRoom(({ lead }) => [...lead.fault].filter(([, { concealed }]) => concealed).at(-1)?.[0] ?? null)
  const beside = useHostView((view) => view.beside)
  const runs = beside.map(({ title, link }) => ({ title, link }))
  return (
    <div className="host-columns">
      <section aria-label={s.title}>
        <h2>{s.title}</h2>
        <p className="quiet">{s.safe}</p>
        {me?.projector && (
          <p>
            <a
              className="button primary"
              target="_blank"
              rel="noreferrer"
              href={doorLink({ by: 'projector', room: me.room, token: me.projector })}
            >
              {s.open}
            </a>
          </p>
        )}
        <ul className="host-screens">
          <Choice show={{ show: 'join' }}>{s.join}</Choice>
          <Choice show={{ show: 'tiles', names: false }}>{s.tiles}</Choice>
          <Choice show={{ show: 'tiles', names: true }}>{s.tilesNames}</Choice>
          <Choice show={{ show: 'given' }}>{s.given}</Choice>
          <Choice show={asked === null ? null : { show: 'vote', vote: asked }}>{s.vote}</Choice>
          <Choice show={fault === null ? null : { show: 'diagnosis', fault }}>{s.diagnosis}</Choice>
          <Choice show={runs.length === 0 ? null : { show: 'runs', runs }}>{s.runs}</Choice>
          <Choice show={{ show: 'shared' }}>{s.shared}</Choice>
          <Choice show={{ show: 'blank' }}>{s.blank}</Choice>
        </ul>
        <FirstNamed />
      </section>
      <section aria-label={s.runs}>
        <h2>{s.runs}</h2>
        <p className="quiet">{s.runsHint}</p>
        <Beside />
      </section>
    </div>
  )
}

/** `show` null: there is nothing of the kind. */
function Choice({ show, children }: { show: Shown | null; children: ReactNode }) {
  const s = words().roomHost.screen
  const now = useRoom(({ screen }) => screen.shown)
  const isNow =
    show !== null &&
    now?.show === show.show &&
    (now.show !== 'tiles' || (show.show === 'tiles' && now.names === show.names))
  return (
    <li>
      <button aria-pressed={isNow} disabled={show === null} onClick={() => room().write('screen', 'shown', show)}>
        {children}
      </button>
      {isNow && <span className="quiet">{s.shown}</span>}
    </li>
  )
}

function FirstNamed() {
  const s = words().roomHost.screen
  const named = useHostView((view) => view.firstNamed)
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={named}
        onChange={({ target }) => useHostView.setState({ firstNamed: target.checked })}
      />{' '}
      {s.diagnosisNames}
    </label>
  )
}

function Beside() {
  const s = words().roomHost.screen
  const beside = useHostView((view) => view.beside)
  const set = (next: typeof beside): void => useHostView.setState({ beside: next })
  const addMine = async (): Promise<void> => {
    const link = await labLink()
    if (link === null) useHostView.setState({ trouble: words().roomHost.give.noLab })
    else set([...beside, { learner: null, title: labTitle(), link }])
  }
  return (
    <>
      <ol className="host-list">
        {beside.map((one, i) => (
          <li key={i}>
            <label>
              <span className="quiet">{one.learner === null ? words().roomHost.tabs.lab : nameOf(one.learner)}</span>{' '}
              <span className="hidden-visually">{s.called}</span>
              <input
                value={one.title}
                maxLength={ROOM_LIMITS.titleCharacters}
                onChange={({ target }) =>
                  set(beside.map((other) => (other === one ? { ...one, title: target.value } : other)))
                }
              />
            </label>
            <span className="spring" />
            <button
              className="plain"
              aria-label={s.remove(one.title)}
              onClick={() => set(beside.filter((other) => other !== one))}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
      <button disabled={beside.length >= ROOM_LIMITS.runsCompared} onClick={() => void addMine()}>
        {s.mine}
      </button>
    </>
  )
}
