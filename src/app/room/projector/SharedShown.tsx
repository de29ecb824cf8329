/** The one cluster that all share: how far it is, and whether all browsers agree on it. */
import { agreement } from '../../../classroom/digests'
import { commandsOf } from '../../../classroom/documents/sequence'
import { words } from '../../words'
import { useRoom } from '../roomStore'

const NEWEST = 5

export function SharedShown() {
  const w = words()
  const s = w.roomHost.shared
  const sequence = useRoom((room) => room.sequence)
  const digests = useRoom((room) => room.digests.digests)
  const roster = useRoom((room) => room.roster)
  const horizonUs = useRoom(({ horizon }) => horizon?.horizonUs ?? null)
  const { base } = sequence
  if (!base) return <p>{w.roomHost.projector.sharedNone}</p>
  const agreed = agreement(digests)
  const newest = commandsOf(sequence).slice(-NEWEST).reverse()
  return (
    <div className="shared-shown">
      <p className="clock mono">{s.at(Math.floor((horizonUs ?? base.horizonUs) / 1e6) * 1e6)}</p>
      <p>{s.state(base.running, base.pace)}</p>
      <p className="word" role="status">
        {agreed ? s.agree(agreed.same.length, agreed.print.atUs) : s.noPrints}
      </p>
      {agreed && <p className="mono quiet">{agreed.print.hex}</p>}
      <ol>
        {newest.map(({ atUs, command, by }) => (
          <li key={`${atUs} ${JSON.stringify(command)}`}>
            <span className="mono">{s.at(atUs)}</span> {w.faults.did(command)}{' '}
            <span className="quiet">{roster.learner.get(by)?.group ?? ''}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
