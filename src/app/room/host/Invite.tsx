/** How learners come in: the address, the code, the QR code. */
import { shownCode } from '../../../classroom/codes'
import { words } from '../../words'
import { doorLink, isLoopback, typedAddress } from '../addresses'
import { QrCode } from '../QrCode'
import { useRoom } from '../roomStore'
import { Link } from './Link'

export function Invite() {
  const w = words().roomHost.invite
  const me = useRoom((room) => room.me)
  const code = useRoom(({ roster }) => roster.code ?? me?.code ?? '')
  if (!me) return null
  return (
    <div className="host-invite">
      <p>
        {w.open} <code>{typedAddress()}</code> {w.type}
      </p>
      <p className="code mono">{shownCode(code)}</p>
      <QrCode text={doorLink({ by: 'room', room: me.room, code })} label={w.qr} />
      {isLoopback() && <p className="caution">{w.local}</p>}
      {me.projector && (
        <Link
          label={w.projector}
          hint={w.projectorHint}
          link={doorLink({ by: 'projector', room: me.room, token: me.projector })}
        />
      )}
    </div>
  )
}
