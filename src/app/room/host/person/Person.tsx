/** One learner in full: what they answered, their run, and what a teacher can do about them. */
import type { SubmitEvent } from 'react'
import { useState } from 'react'
import { shownCode } from '../../../../classroom/codes'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import { words } from '../../../words'
import { seatState } from '../../person'
import { useRoom } from '../../roomStore'
import { SeatMark } from '../../SeatMark'
import { room } from '../../session'
import { useCalm } from '../../calm'
import { answerLines } from '../../answerLines'
import { act, useHostView } from '../hostStore'
import { RunOf } from './RunOf'
import { NameField } from '../NameField'

export function Person({ id }: { id: string }) {
  const w = words().roomHost
  const seat = useCalm(({ roster }) => roster.learner.get(id))
  const digest = useCalm(({ digests }) => digests[id])
  const nowMs = useCalm((room) => room.nowMs)
  const [code, setCode] = useState<string | null>(null)
  const [sure, setSure] = useState(false)
  if (!seat) return null
  const state = seatState(seat, digest, nowMs)
  return (
    <aside className="host-person" aria-label={seat.name}>
      <header>
        <SeatMark state={state} />
        <h2>{seat.name}</h2>
        <button className="plain" aria-label={w.person.close} onClick={() => useHostView.setState({ person: null })}>
          ×
        </button>
      </header>
      <p className="quiet">{[w.tiles.states[state], w.person.returns(seat.returns)].filter(Boolean).join(' · ')}</p>
      <RunOf id={id} name={seat.name} />
      <Answers id={id} />
      <Group id={id} />
      <Rename id={id} />
      <Note id={id} />
      <p className="row">
        <button onClick={() => void act({ do: 'returnCode', learner: id }).then((done) => setCode(done && done.told))}>
          {w.person.returnCode}
        </button>
        {code !== null && <strong role="status">{w.person.code(shownCode(code))}</strong>}
      </p>
      {seat.cleared && <p className="quiet">{w.person.cleared}</p>}
      {seat.barred ? (
        <button onClick={() => void act({ do: 'unbar', learner: id })}>{w.person.unbar}</button>
      ) : sure ? (
        <div>
          <p>{w.person.barHint}</p>
          <p className="row">
            <button className="danger" onClick={() => void act({ do: 'bar', learner: id }).then(() => setSure(false))}>
              {w.person.barSure}
            </button>
            <button onClick={() => setSure(false)}>{w.end.no}</button>
          </p>
        </div>
      ) : (
        <button className="danger" onClick={() => setSure(true)}>
          {w.person.bar}
        </button>
      )}
    </aside>
  )
}

function Answers({ id }: { id: string }) {
  const p = words().roomHost.person
  const answers = useCalm((room) => room.answers.learner.get(id))
  const lead = useRoom((state) => state.lead)
  // How somebody votes is hidden from the teacher too until it is revealed.
  const revealed = new Map([...lead.vote].filter(([, { phase }]) => phase === 'revealed'))
  const lines = answers ? answerLines(answers, revealed) : []
  return (
    <section aria-label={p.answers}>
      <h3>{p.answers}</h3>
      {lines.length === 0 ? (
        <p className="quiet">{p.noAnswers}</p>
      ) : (
        <ul className="plain-list">
          {lines.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Group({ id }: { id: string }) {
  const w = words().roomHost.person
  const groups = useRoom(({ lead }) => lead.group)
  const group = useRoom(({ lead }) => lead.member.get(id) ?? '')
  if (groups.size === 0) return null
  return (
    <label>
      <span>{w.group}</span>{' '}
      <select value={group} onChange={({ target }) => room().write('lead', `member/${id}`, target.value || null)}>
        <option value="">{w.noGroup}</option>
        {[...groups].map(([one, { name }]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Rename({ id }: { id: string }) {
  const w = words().roomHost.person
  const [name, setName] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void act({ do: 'rename', learner: id, name }).then((done) => {
      if (done) setName('')
    })
  }
  return (
    <form className="row" onSubmit={submit}>
      <NameField label={w.name} name={name} onChange={setName} />
      <button type="submit" disabled={name.trim() === ''}>
        {w.rename}
      </button>
    </form>
  )
}

function Note({ id }: { id: string }) {
  const w = words().roomHost.person
  const kept = useRoom(({ host }) => host.note.get(id) ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className="note">
      <span>{w.note}</span>
      <textarea
        rows={2}
        value={typed ?? kept}
        maxLength={ROOM_LIMITS.noteCharacters}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => {
          if (typed !== null && typed !== kept) room().write('host', `note/${id}`, typed.trim() === '' ? null : typed)
          setTyped(null)
        }}
      />
    </label>
  )
}
