/** The one cluster that all share, alive: its map and its charts by the room's clock, and whether all browsers agree on it. */
import { agreement } from '../../../classroom/digests'
import { commandsOf } from '../../../classroom/documents/sequence'
import { useRoomHold } from '../../roomHold'
import { Lab } from '../../shell/Lab'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { useShared } from '../useShared'

const NEWEST = 5

export function SharedShown() {
  const w = words()
  const s = w.roomHost.shared
  const sequence = useRoom((room) => room.sequence)
  const digests = useRoom((room) => room.digests.digests)
  const roster = useRoom((room) => room.roster)
  const horizonUs = useRoom(({ horizon }) => horizon?.horizonUs ?? null)
  const running = useRoom(({ horizon }) => horizon?.running ?? sequence.base?.running ?? false)
  const open = useRoomHold(({ shared }) => shared !== null)
  useShared(true, true)
  const { base } = sequence
  if (!base) return <p>{w.roomHost.projector.sharedNone}</p>
  const agreed = agreement(digests)
  const seen = commandsOf(sequence).filter(({ command }) => !command.concealed)
  const newest = seen.slice(-NEWEST).reverse()
  return (
    <div className="shared-shown">
      <div className="shared-told">
        <p className="clock mono">{s.at(Math.floor((horizonUs ?? base.horizonUs) / 1e6) * 1e6)}</p>
        <p>{s.state(running, base.pace)}</p>
        <p role="status">{agreed ? s.agree(agreed.same.length, agreed.print.atUs) : s.noPrints}</p>
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
      {/* An embedded lab: it keeps nothing, and what is shown here acts on nothing. */}
      <div className="shared-lab">{open && <Lab route={null} />}</div>
    </div>
  )
}
