/** The answers to a question once they are revealed: one bar an option and round. What proved right is said in words too. */
import type { Tally, Vote } from '../../classroom/documents/lead'
import { votesIn } from '../../classroom/tally'
import { words } from '../words'

export function Distribution({ vote }: { vote: Vote }) {
  const w = words().room.vote
  return (
    <table className="distribution">
      <thead>
        <tr>
          <td />
          {vote.tallies.map((_, round) => (
            <th key={round} scope="col">
              {round === 0 ? w.first : w.then}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {vote.options.map(({ id, text }) => (
          <tr key={id} data-right={vote.right === id}>
            <th scope="row">
              {text} {vote.right === id && <strong>{`(${w.right})`}</strong>}
            </th>
            {vote.tallies.map((tally, round) => (
              <td key={round}>
                <Bar tally={tally} option={id} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
function Bar({ tally, option }: { tally: Tally; option: string }) {
  const [votes, of] = [votesIn(tally, option), votesIn(tally)]
  return (
    <div className="vote-bar">
      <span className="vote-fill" style={{ inlineSize: `${of === 0 ? 0 : (votes / of) * 100}%` }} />
      <span>{words().room.vote.result(votes, of)}</span>
    </div>
  )
}
