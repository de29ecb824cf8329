/** A learner's run, read from their document when asked: opened as a copy, or put beside others. */
import { useEffect, useRef, useState } from 'react'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import { words } from '../../../words'
import { RunFrame } from '../../RunFrame'
import { useHostView } from '../hostStore'
import type { RunText } from '../runOf'
import { runOf } from '../runOf'

export function RunOf({ id, name }: { id: string; name: string }) {
  const w = words().roomHost
  const [open, setOpen] = useState(false)
  const beside = useHostView((view) => view.beside)
  const isBeside = beside.some(({ learner }) => learner === id)
  const put = async (): Promise<void> => {
    if (isBeside) {
      useHostView.setState({ beside: beside.filter(({ learner }) => learner !== id) })
      return
    }
    const run = await runOf(id)
    if (!run) useHostView.setState({ trouble: w.screen.unfetched(name) })
    else if (run.link === null) useHostView.setState({ trouble: w.screen.tooLong(name) })
    else {
      const { link } = run
      useHostView.setState((view) => ({
        beside: [...view.beside, { learner: id, title: w.screen.nth(view.beside.length + 1), link }],
      }))
    }
  }
  return (
    <p className="row">
      <button className="primary" onClick={() => setOpen(true)}>
        {w.person.openRun}
      </button>
      <button
        aria-pressed={isBeside}
        disabled={!isBeside && beside.length >= ROOM_LIMITS.runsCompared}
        onClick={() => void put()}
      >
        {isBeside ? w.person.besideNo : w.person.beside}
      </button>
      {open && <RunDialog id={id} name={name} close={() => setOpen(false)} />}
    </p>
  )
}

function RunDialog({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = words().roomHost.run
  const dialog = useRef<HTMLDialogElement>(null)
  const [nth, setNth] = useState(1)
  const [found, setFound] = useState<{ nth: number; run: RunText | null } | null>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  useEffect(() => {
    let current = true
    void runOf(id).then((run) => current && setFound({ nth, run }))
    return () => {
      current = false
    }
  }, [id, nth])
  const now = found?.nth === nth ? found : null
  return (
    <dialog
      ref={dialog}
      className="host-run"
      aria-label={w.title(name)}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <header>
        <h2>{w.title(name)}</h2>
        <span className="quiet">{w.copy}</span>
        <span className="spring" />
        <button onClick={() => setNth(nth + 1)}>{w.again}</button>
        <button onClick={close}>{w.close}</button>
      </header>
      {!now ? (
        <p role="status">{w.loading}</p>
      ) : now.run === null ? (
        <p role="status">{w.none}</p>
      ) : (
        <RunFrame key={nth} {...now.run} title={w.title(name)} />
      )}
    </dialog>
  )
}
