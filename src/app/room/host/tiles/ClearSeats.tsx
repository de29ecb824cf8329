/** Gives seats free: those that nobody came to, and those of who is away. Offered where one looks at them, and where the room is full. */
import { useState } from 'react'
import { isSeated, isUnused } from '../../../../classroom/documents/roster'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import type { Cleared } from '../../../../classroom/messages'
import { words } from '../../../words'
import { useCalm } from '../../calm'
import { act } from '../hostStore'
import type { Filter } from './order'

export function ClearSeats({ filter }: { filter: Filter }) {
  const w = words().roomHost.seats
  const roster = useCalm((room) => room.roster)
  const [freed, setFreed] = useState<number | null>(null)
  const seated = [...roster.learner.values()].filter(isSeated)
  const away = seated.filter(({ present }) => !present)
  const isFull = seated.length >= ROOM_LIMITS.learners
  const clear = (which: Cleared): void =>
    void act({ do: 'clear', which }).then((done) => setFreed(done && Number(done.told ?? 0)))
  const offered = isFull || filter === 'away' || filter === 'unused'
  return (
    <div className="tiles-clear" hidden={!offered}>
      {isFull && <p role="alert">{w.full(ROOM_LIMITS.learners)}</p>}
      <span className="row">
        <Offer n={away.filter(isUnused).length} label={w.unused} hint={w.unusedHint} go={() => clear('unused')} />
        <Offer n={away.length} label={w.away} hint={w.awayHint} go={() => clear('away')} />
        <span role="status">{freed === null ? '' : w.freed(freed)}</span>
      </span>
    </div>
  )
}
function Offer({ n, label, hint, go }: { n: number; label: (n: number) => string; hint: string; go: () => void }) {
  if (n === 0) return null
  return (
    <button title={hint} onClick={go}>
      {label(n)}
    </button>
  )
}
