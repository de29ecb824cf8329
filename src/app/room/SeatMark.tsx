/** A learner as a node: filled while it runs, two bars paused, hollow, dashed and crossed when away, ringed when just back. */
import type { SeatState } from './person'

export function SeatMark({ state }: { state: SeatState }) {
  return (
    <svg className="seat-mark" data-state={state} viewBox="0 0 20 20" aria-hidden="true">
      {state === 'back' && <circle className="ring" cx="10" cy="10" r="9" />}
      <circle className="body" cx="10" cy="10" r="6.5" />
      {state === 'away' && <path d="M4 4 16 16M16 4 4 16" />}
      {state === 'paused' && <path d="M8 7v6M12 7v6" />}
      {state === 'failed' && <path d="M10 6v5M10 13.2v.8" />}
      {state === 'catchingUp' && <path d="M7.5 7 10.5 10 7.5 13M11 7l3 3-3 3" />}
    </svg>
  )
}
