/** One learner: a node with a name, how it goes, the last minute of three figures, and whether they want something. */
import type { Attendance } from '../../../../classroom/documents/roster'
import { isUnused } from '../../../../classroom/documents/roster'
import { incidentOf } from '../../../../classroom/incidents'
import { words } from '../../../words'
import type { SeatState } from '../../person'
import { seatState } from '../../person'
import { useRoom } from '../../roomStore'
import { SeatMark } from '../../SeatMark'
import { Sparks } from '../../Sparks'
import { useCalm } from '../../calm'
import { useHostView } from '../hostStore'

export function Tile({ id, hand, nth, of }: { id: string; hand: number | null; nth: number; of: number }) {
  const w = words().roomHost.tiles
  const seat = useCalm(({ roster }) => roster.learner.get(id))
  const digest = useCalm(({ digests }) => digests[id])
  const nowMs = useCalm((room) => room.nowMs)
  const open = useHostView((view) => view.person === id)
  const done = useDone(id)
  if (!seat) return null
  const state = seatState(seat, digest, nowMs)
  const here = seat.present && digest
  const words_ = [
    standing(seat, state, nowMs),
    here && digest.hidden ? w.hidden : '',
    here && digest.goalsOf > 0 ? w.goals(digest.goals, digest.goalsOf) : '',
    here && digest.down > 0 ? w.down(digest.down) : '',
    ...done,
  ].filter(Boolean)
  return (
    <li aria-setsize={of} aria-posinset={nth}>
      <button
        className="tile"
        data-state={state}
        aria-expanded={open}
        onClick={() => useHostView.setState({ person: open ? null : id })}
      >
        <span className="tile-name">
          <SeatMark state={state} />
          <strong>{seat.name}</strong>
          {hand !== null && (
            <span className="tile-hand" title={w.handSince(nowMs - hand)}>
              {w.hand}
            </span>
          )}
        </span>
        <span className="tile-words">{words_.join(' · ')}</span>
        <Sparks id={id} digest={here ? digest : undefined} />
      </button>
    </li>
  )
}

function standing(seat: Attendance, state: SeatState, nowMs: number): string {
  const w = words().roomHost.tiles
  if (isUnused(seat)) return w.neverCame
  return state === 'away' ? w.awayFor(nowMs - seat.sinceMs) : w.states[state]
}
/** What they have done of what is asked now: the open vote, the concealed fault. */
function useDone(id: string): string[] {
  const w = words().roomHost.tiles
  const asked = useRoom(({ lead }) => lead.asked)
  const vote = useRoom(({ lead }) => (lead.asked === null ? undefined : lead.vote.get(lead.asked)))
  const faults = useRoom(({ lead }) => lead.fault)
  const causes = useRoom(({ host }) => host.answer)
  const answers = useCalm(({ answers }) => answers.learner.get(id))
  if (!answers) return []
  const done: string[] = []
  if (vote && vote.phase !== 'revealed' && `${asked}/${vote.round}` in answers.ballots) done.push(w.voted)
  const fault = [...faults].filter(([, one]) => one.concealed && !one.revealed).at(-1)?.[0]
  const tries = fault === undefined ? 0 : (answers.diagnoses[fault]?.length ?? 0)
  if (fault !== undefined && tries > 0) {
    const only = { learner: new Map([[id, answers]]), aside: [] }
    const { detected } = incidentOf(fault, causes.get(fault)?.causes ?? [], only)
    done.push(detected > 0 ? w.named : w.tried(tries))
  }
  return done
}
