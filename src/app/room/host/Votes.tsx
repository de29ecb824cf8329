/** Asks the class, counts without showing how, reveals, asks again, and shows how minds moved. */
import { useState } from 'react'
import type { Vote } from '../../../classroom/documents/lead'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { movesOf } from '../../../classroom/tally'
import { words } from '../../words'
import { Distribution } from '../Distribution'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { useCalm } from '../calm'
import { write } from './hostStore'
import { asking, askingAgain, closing, optionsFrom, revealing } from './leading'
import { plannedRight } from './plan/running'
import { votersOf } from './voters'

export function Votes() {
  const w = words().roomHost.votes
  const votes = useRoom(({ lead }) => lead.vote)
  const asked = useRoom(({ lead }) => lead.asked)
  const now = asked === null ? undefined : votes.get(asked)
  const earlier = [...votes].filter(([id]) => id !== asked).sort(([, a], [, b]) => b.n - a.n)
  return (
    <div className="host-columns">
      <section aria-label={now?.text ?? w.ask}>
        {asked !== null && now ? <VoteNow key={asked} id={asked} vote={now} /> : <AskForm />}
      </section>
      <section aria-label={w.earlier}>
        {now && (
          <details>
            <summary>{w.ask}</summary>
            <AskForm />
          </details>
        )}
        <h2>{w.earlier}</h2>
        <ul className="host-list">
          {earlier.map(([id, { text, phase }]) => (
            <li key={id}>
              <button className="plain" onClick={() => room().write('lead', 'asked', id)}>
                {text}
              </button>{' '}
              <span className="quiet">{w[phase]}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function VoteNow({ id, vote }: { id: string; vote: Vote }) {
  const w = words().roomHost.votes
  const { roster, answers } = useCalm()
  const plan = useRoom(({ host }) => host.plan)
  const [right, setRight] = useState(vote.right ?? plannedRight(plan, vote) ?? '')
  const here = [...roster.learner.values()].filter(({ present }) => present).length
  const voted = votersOf(id, vote.round, answers)
  const reveal = (): void => write(revealing(id, vote, useRoom.getState().answers, right === '' ? null : right))
  return (
    <>
      <h2>{vote.text}</h2>
      <p>
        <span className="quiet">{w.round[vote.round - 1]}</span>
      </p>
      <p className="host-figure" role="status">
        {w.count(voted, Math.max(voted, here))}
      </p>
      {vote.phase === 'revealed' ? (
        <Distribution vote={vote} />
      ) : (
        <>
          <p className="quiet">{vote.phase === 'closed' ? w.closedHint : w.hidden}</p>
          <ul className="plain-list">
            {vote.options.map((option) => (
              <li key={option.id}>{option.text}</li>
            ))}
          </ul>
        </>
      )}
      <p className="row">
        {vote.phase === 'open' && (
          <button className="primary" onClick={() => write(closing(id, vote))}>
            {w.close}
          </button>
        )}
        {vote.phase === 'closed' && (
          <>
            <label>
              {w.right}{' '}
              <select value={right} onChange={({ target }) => setRight(target.value)}>
                <option value="">{w.untold}</option>
                {vote.options.map((option) => (
                  <option key={option.id} value={option.id}>
                    {option.text}
                  </option>
                ))}
              </select>
            </label>
            <button className="primary" onClick={reveal}>
              {w.reveal}
            </button>
          </>
        )}
        {vote.phase !== 'open' && vote.round === 1 && (
          <button title={w.secondHint} onClick={() => write(askingAgain(id, vote))}>
            {w.second}
          </button>
        )}
        <button onClick={() => room().write('screen', 'shown', { show: 'vote', vote: id })}>{w.show}</button>
        <button onClick={() => room().write('lead', 'asked', null)}>{w.away}</button>
      </p>
      {vote.phase === 'revealed' && vote.round === 2 && <Moves id={id} vote={vote} />}
    </>
  )
}

function Moves({ id, vote }: { id: string; vote: Vote }) {
  const w = words().roomHost.votes
  const answers = useCalm((room) => room.answers)
  const moves = movesOf(vote, id, answers)
  return (
    <>
      <h3>{w.moved}</h3>
      <table className="host-table moves">
        <caption className="quiet">{w.movedCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{w.from}</th>
            {vote.options.map((option) => (
              <th key={option.id} scope="col">
                {option.text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {vote.options.map((from) => (
            <tr key={from.id}>
              <th scope="row">{from.text}</th>
              {vote.options.map((to) => (
                <td key={to.id} data-same={from.id === to.id}>
                  {moves[from.id][to.id]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function AskForm() {
  const w = words().roomHost.votes
  const [text, setText] = useState('')
  const [options, setOptions] = useState(['', ''])
  const filled = options.map((option) => option.trim()).filter((option) => option !== '')
  const ready = text.trim() !== '' && filled.length >= 2
  const ask = (): void => {
    write(asking(useRoom.getState().lead, text.trim(), optionsFrom(filled)))
    setText('')
    setOptions(['', ''])
  }
  return (
    <form
      className="host-ask"
      aria-label={w.ask}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) ask()
      }}
    >
      <h2>{w.ask}</h2>
      <label>
        <span>{w.question}</span>
        <textarea
          rows={2}
          value={text}
          maxLength={ROOM_LIMITS.questionCharacters}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      {options.map((option, i) => (
        <label key={i}>
          <span>{w.option(i + 1)}</span>
          <input
            value={option}
            maxLength={ROOM_LIMITS.titleCharacters}
            onChange={({ target }) => setOptions(options.map((one, j) => (j === i ? target.value : one)))}
          />
        </label>
      ))}
      <p className="row">
        <button type="submit" className="primary" disabled={!ready}>
          {w.send}
        </button>
        {options.length < ROOM_LIMITS.options && (
          <button type="button" onClick={() => setOptions([...options, ''])}>
            {w.more}
          </button>
        )}
      </p>
    </form>
  )
}
