/** The teacher's question: a ballot with how sure one is, then the class's answers once they are revealed. */
import { useState } from 'react'
import type { Vote } from '../../../classroom/documents/lead'
import type { Sure } from '../../../classroom/fields'
import { SURE } from '../../../classroom/fields'
import { words } from '../../words'
import { Distribution } from '../Distribution'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'

export function VoteCard() {
  const asked = useRoom(({ lead }) => lead.asked)
  const vote = useRoom(({ lead }) => (lead.asked === null ? undefined : lead.vote.get(lead.asked)))
  const [closed, setClosed] = useState('')
  if (!vote || asked === null) return null
  const name = `${asked}/${vote.round}/${vote.phase}`
  if (closed === name) return null
  const w = words().room.vote
  return (
    <section className="room-card" aria-label={w.title}>
      <h2>{vote.text}</h2>
      {vote.round === 2 && vote.phase === 'open' && <p>{w.second}</p>}
      {vote.phase === 'open' && vote.of && vote.round === 1 ? (
        <InLesson id={asked} vote={vote} />
      ) : vote.phase === 'open' ? (
        <BallotForm key={`${asked}/${vote.round}`} id={asked} vote={vote} />
      ) : (
        <Told id={asked} vote={vote} />
      )}
      {vote.phase === 'revealed' && <button onClick={() => setClosed(name)}>{w.close}</button>}
    </section>
  )
}

/** The first vote on a lesson's prediction is what one commits to there. */
function InLesson({ id, vote }: { id: string; vote: Vote }) {
  const w = words().room.vote
  const cast = useRoom(({ mine }) => mine.ballot.get(`${id}/1`))
  const chosen = vote.options.find((one) => one.id === cast?.option)
  return <p role="status">{chosen ? w.predicted(chosen.text) : w.predict}</p>
}

function BallotForm({ id, vote }: { id: string; vote: Vote }) {
  const w = words().room
  const key = `${id}/${vote.round}`
  const cast = useRoom(({ mine }) => mine.ballot.get(key))
  const [option, setOption] = useState(cast?.option ?? '')
  const [sure, setSure] = useState<Sure | ''>(cast?.sure ?? '')
  const [changing, setChanging] = useState(false)
  const chosen = vote.options.find((one) => one.id === cast?.option)
  if (chosen && !changing)
    return (
      <p className="row">
        <span role="status">{w.vote.yours(chosen.text)}</span>
        <button onClick={() => setChanging(true)}>{w.vote.change}</button>
      </p>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (option === '' || sure === '') return
        room().write('mine', `ballot/${key}`, { option, sure, atMs: Math.round(roomNowMs()) })
        setChanging(false)
      }}
    >
      <fieldset className="options" aria-label={vote.text}>
        {vote.options.map((one) => (
          <label key={one.id}>
            <input type="radio" name={key} checked={option === one.id} onChange={() => setOption(one.id)} /> {one.text}
          </label>
        ))}
      </fieldset>
      <fieldset className="row" aria-label={w.vote.howSure}>
        <span>{w.vote.howSure}</span>
        {SURE.map((one) => (
          <label key={one}>
            <input type="radio" name={`${key} sure`} checked={sure === one} onChange={() => setSure(one)} />{' '}
            {w.sure[one]}
          </label>
        ))}
        <button type="submit" className="primary" disabled={option === '' || sure === ''}>
          {w.vote.vote}
        </button>
      </fieldset>
    </form>
  )
}

function Told({ id, vote }: { id: string; vote: Vote }) {
  const w = words().room.vote
  const cast = useRoom(({ mine }) => mine.ballot.get(`${id}/${vote.round}`))
  const chosen = vote.options.find((one) => one.id === cast?.option)
  return (
    <>
      <p>{chosen ? w.yours(chosen.text) : w.missed}</p>
      {vote.phase === 'closed' ? <p role="status">{w.closed}</p> : <Distribution vote={vote} />}
    </>
  )
}
