/** How to join, readable from the last row. */
import { shownCode } from '../../../classroom/codes'
import { words } from '../../words'
import { doorLink, typedAddress } from '../addresses'
import { QrCode } from '../QrCode'
import { useRoom } from '../roomStore'

export function JoinShown() {
  const w = words().roomHost
  const room = useRoom(({ me }) => me?.room ?? '')
  const code = useRoom(({ me, roster }) => roster.code ?? me?.code ?? '')
  return (
    <div className="join-shown">
      <div>
        <p>{w.projector.open}</p>
        <p className="address mono">{typedAddress()}</p>
        <p>{w.projector.code}</p>
        <p className="code mono">{shownCode(code)}</p>
      </div>
      <div>
        <p>{w.projector.scan}</p>
        <QrCode text={doorLink({ by: 'room', room, code })} label={w.invite.qr} />
      </div>
    </div>
  )
}
