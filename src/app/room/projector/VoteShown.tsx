/** The question; the distribution only once it is revealed, both rounds side by side. */
import { words } from '../../words'
import { Distribution } from '../Distribution'
import { useRoom } from '../roomStore'

export function VoteShown({ id }: { id: string }) {
  const w = words().roomHost.projector
  const vote = useRoom(({ lead }) => lead.vote.get(id))
  const told = useRoom(({ screen }) => screen.told)
  if (!vote) return <p>{w.noVote}</p>
  return (
    <div className="vote-shown">
      <h2>{vote.text}</h2>
      {vote.phase === 'revealed' ? (
        <Distribution vote={vote} />
      ) : (
        <>
          <ol>
            {vote.options.map((option) => (
              <li key={option.id}>{option.text}</li>
            ))}
          </ol>
          <p className="word" role="status">
            {vote.phase === 'closed' ? w.closed : vote.round === 1 ? w.voting : w.votingAgain}
            {told && <span className="quiet"> · {told}</span>}
          </p>
        </>
      )}
    </div>
  )
}
