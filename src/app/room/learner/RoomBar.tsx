/** The room's bar: whose room, who one is, what the teacher holds back, whether one's work is safe, and the hand. */
import type { SubmitEvent } from 'react'
import { useState } from 'react'
import { shownCode } from '../../../classroom/codes'
import { Disclosure } from '../../shell/Disclosure'
import type { Problem } from '../../shell/labConnection'
import { useLab } from '../../store'
import { words } from '../../words'
import { saveMyWork } from '../myWork'
import { roomNowMs, useRoom } from '../roomStore'
import { leave, room } from '../session'
import { useShelf } from './shelf'

export function RoomBar() {
  const w = words().room
  const { lead, mine, here, saved, me } = useRoom()
  const { pending, tooLong } = useShelf()
  const handUp = mine.hand !== null
  return (
    <section className="room-bar" aria-label={w.bar.label}>
      <span className="room-title">{lead.title ?? w.title}</span>
      {me?.name && <span className="room-word">{w.bar.name(me.name)}</span>}
      <Held />
      <span className="spring" />
      <span className="room-word" role="status">
        {w.bar.saved[!here ? 'away' : pending && saved === 'saved' ? 'saving' : saved]}
        {tooLong && ` ${w.bar.tooLong}`}
      </span>
      <button
        className="plain"
        aria-pressed={handUp}
        onClick={() => room().write('mine', 'hand', handUp ? null : Math.round(roomNowMs()))}
      >
        {handUp ? w.bar.handUp : w.bar.hand}
      </button>
      <Disclosure className="more" title={w.bar.returnHint} label={w.bar.more}>
        {(close) => <Myself close={close} />}
      </Disclosure>
    </section>
  )
}

function told(problem: Problem | null): void {
  if (problem) useLab.setState({ problem })
}

function Held() {
  const w = words().room.bar
  const frozen = useRoom(({ lead }) => lead.frozen)
  const locks = useRoom(({ lead }) => lead.locks)
  const word = frozen
    ? w.frozen
    : locks?.code && locks.faults
      ? w.locked
      : locks?.code
        ? w.lockedCode
        : locks?.faults
          ? w.lockedFaults
          : null
  return (
    <span className="room-word held" role="status">
      {word}
    </span>
  )
}

function Myself({ close }: { close: () => void }) {
  const w = words().room.bar
  const me = useRoom((state) => state.me)
  const named = useRoom((state) => state.refusal)
  const ownNames = useRoom(({ lead }) => lead.ownNames ?? true)
  const [wish, setWish] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    useRoom.setState({ refusal: null })
    room().write('mine', 'name', wish.slice(0, 24))
    setWish('')
  }
  return (
    <div className="room-me">
      {me?.returnCode && (
        <p>
          <strong>{w.returnCode(shownCode(me.returnCode))}</strong> <span className="quiet">{w.returnHint}</span>
        </p>
      )}
      {ownNames && (
        <form onSubmit={submit}>
          <label>
            {w.wish} <input value={wish} maxLength={24} onChange={({ target }) => setWish(target.value)} />
          </label>
          <button type="submit" disabled={wish.trim() === ''}>
            {w.take}
          </button>
          {named && <p role="alert">{words().room.refused(named.code)}</p>}
        </form>
      )}
      <p>
        <button onClick={() => void saveMyWork().then(told).then(close)}>{w.work}</button>{' '}
        <button onClick={leave}>{w.leave}</button>
      </p>
    </div>
  )
}
