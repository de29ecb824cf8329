/** A learner's run, read from their document when asked: opened as a copy, or put beside others. */
import { useState } from 'react'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import { words } from '../../../words'
import { RunDialog } from '../../RunDialog'
import { useHostView } from '../hostStore'
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
      {open && <RunDialog title={w.run.title(name)} read={() => runOf(id)} isLive close={() => setOpen(false)} />}
    </p>
  )
}
