/** The teacher's own lab: what is prepared here can be given, shared, or shown. */
import { useEffect, useState } from 'react'
import { Lab } from '../../shell/Lab'
import { words } from '../../words'
import { openKept } from '../ownRun'
import { useRoom } from '../roomStore'

export function OwnLab() {
  const w = words().roomHost.lab
  const room = useRoom(({ me }) => me?.room ?? '')
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let current = true
    void openKept(room, 'host', null).then(() => current && setReady(true))
    return () => {
      current = false
    }
  }, [room])
  return (
    <div className="host-lab">
      <p className="quiet">{ready ? w.hint : w.opening}</p>
      <div className="room-place">
        <Lab route={null} within />
      </div>
    </div>
  )
}
