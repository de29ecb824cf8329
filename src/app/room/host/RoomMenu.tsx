/** What is done to the room as a whole, seldom: another code, who leads beside, what to take along, its end. */
import { useEffect, useRef, useState } from 'react'
import { shownCode } from '../../../classroom/codes'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { CoHosts } from './CoHosts'
import { act } from './hostStore'
import { Takeaway } from './Takeaway'

export function RoomMenu({ close }: { close: () => void }) {
  const w = words().roomHost
  const ownNames = useRoom(({ lead }) => lead.ownNames ?? true)
  const [code, setCode] = useState<string | null>(null)
  const [ending, setEnding] = useState(false)
  return (
    <div className="host-room-menu">
      <label className="check">
        <input
          type="checkbox"
          checked={ownNames}
          onChange={({ target }) => room().write('lead', 'ownNames', target.checked)}
        />{' '}
        {w.invite.ownNames}
      </label>
      <div>
        <button onClick={() => void act({ do: 'newCode' }).then((done) => setCode(done && done.told))}>
          {w.invite.newCode}
        </button>
        <p className="quiet" role="status">
          {code === null ? w.invite.newCodeHint : w.invite.newCodeDone(shownCode(code))}
        </p>
      </div>
      <CoHosts />
      <Takeaway />
      <button className="danger" onClick={() => setEnding(true)}>
        {w.end.button}
      </button>
      {ending && (
        <EndDialog
          close={() => {
            setEnding(false)
            close()
          }}
        />
      )}
    </div>
  )
}

function EndDialog({ close }: { close: () => void }) {
  const w = words().roomHost
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={w.end.title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div className="dialog-body host-end">
        <h2>{w.end.title}</h2>
        <p>{w.end.text}</p>
        <Takeaway title={w.end.take} />
        <p className="row">
          <button className="primary" onClick={close} autoFocus>
            {w.end.no}
          </button>
          <button className="danger" onClick={() => void act({ do: 'end' })}>
            {w.end.yes}
          </button>
        </p>
      </div>
    </dialog>
  )
}
