/** Somebody's run in a dialog: a copy, replayed from its value. */
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { words } from '../words'
import { RunFrame } from './RunFrame'
import type { RunText } from './runText'

interface RunDialogProps {
  title: string
  read: () => Promise<RunText | null>
  /** It goes on meanwhile, and can be fetched anew. */
  isLive?: boolean
  close: () => void
}
export function RunDialog({ title, read, isLive = false, close }: RunDialogProps) {
  const w = words().roomHost.run
  const dialog = useRef<HTMLDialogElement>(null)
  const [nth, setNth] = useState(1)
  const [found, setFound] = useState<{ nth: number; run: RunText | null } | null>(null)
  const latest = useRef(read)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  useEffect(() => {
    let current = true
    void latest.current().then((run) => current && setFound({ nth, run }))
    return () => {
      current = false
    }
  }, [nth])
  const now = found?.nth === nth ? found : null
  // At the end of the page: its headings are none of the part that opened it.
  return createPortal(
    <dialog
      ref={dialog}
      className="room-run"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div className="room-run-head">
        <h2>{title}</h2>
        <span className="quiet">{w.copy}</span>
        <span className="spring" />
        {isLive && <button onClick={() => setNth(nth + 1)}>{w.again}</button>}
        <button onClick={close}>{w.close}</button>
      </div>
      {!now ? (
        <p role="status">{w.loading}</p>
      ) : now.run === null ? (
        <p role="status">{w.none}</p>
      ) : (
        <RunFrame key={nth} {...now.run} title={title} />
      )}
    </dialog>,
    document.body,
  )
}
