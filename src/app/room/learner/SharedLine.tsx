/** Of the shared cluster: what of it is one's own, whether this page keeps up, and whether it computes what all others compute. */
import { useRoomHold } from '../../roomHold'
import { useLab } from '../../store'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { agreesWith, isBehind, useFollowing } from '../useShared'

export function SharedLine() {
  const w = words().room.shared
  const isShared = useRoomHold(({ shared }) => shared !== null)
  const owner = useRoom(({ sequence, me }) => sequence.owner.get(me?.id ?? ''))
  const running = useRoom(({ horizon }) => horizon?.running ?? false)
  const most = useRoom(({ horizon }) => horizon?.print ?? null)
  const { way, fromUs } = useFollowing()
  useLab((lab) => lab.status?.timeUs) // looks again as time passes
  if (!isShared) return null
  const { nodes = [], shards = [], roles = [] } = owner ?? {}
  const parts = [...roles.map((role) => w.roles[role]), ...shards.map(w.shard), ...nodes]
  const same = agreesWith(most)
  const late = isBehind() ? w.behind : running ? '' : w.paused
  return (
    <p className="room-shared" data-way={way}>
      <span>{parts.length > 0 ? w.yours(parts) : w.nothing}</span>
      <span role="status">{way === 'steps' ? w.steps : late}</span>
      {way === 'checkpoint' && fromUs !== null && <span className="quiet">{w.caughtUp(fromUs)}</span>}
      {way === 'again' && <span>{w.again}</span>}
      {same !== null && (
        <span className={same ? 'quiet' : 'held'}>{same ? w.same(most!.atUs) : w.differs(most!.atUs)}</span>
      )}
    </p>
  )
}
