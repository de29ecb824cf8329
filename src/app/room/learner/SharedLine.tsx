/** Of the shared cluster: what of it is one's own, whether this page keeps up, and whether it computes what all others compute. */
import { useRoomHold } from '../../roomHold'
import { useLab } from '../../store'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { isBehind, sharedPrint } from '../useShared'

export function SharedLine() {
  const w = words().room.shared
  const isShared = useRoomHold(({ shared }) => shared !== null)
  const owner = useRoom(({ sequence, me }) => sequence.owner.get(me?.id ?? ''))
  const running = useRoom(({ horizon }) => horizon?.running ?? false)
  const most = useRoom(({ horizon }) => horizon?.print ?? null)
  useLab((lab) => lab.status?.timeUs) // looks again as time passes
  if (!isShared) return null
  const { nodes = [], shards = [], roles = [] } = owner ?? {}
  const parts = [...roles.map((role) => w.roles[role]), ...shards.map(w.shard), ...nodes]
  const own = sharedPrint()
  const same = own && most && own.atUs === most.atUs ? own.hex === most.hex && own.events === most.events : null
  return (
    <p className="room-shared">
      <span>{parts.length > 0 ? w.yours(parts) : w.nothing}</span>
      <span role="status">{isBehind() ? w.behind : running ? '' : w.paused}</span>
      {same !== null && (
        <span className={same ? 'quiet' : 'held'}>{same ? w.same(most!.atUs) : w.differs(most!.atUs)}</span>
      )}
    </p>
  )
}
