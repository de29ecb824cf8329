/** A branch's name beside its lane, and what can be done with it: show, compare, rename, remove. */
import { useEffect, useRef, useState } from 'react'
import type { BranchInfo, LabStatus } from '../../lab/protocol'
import { actions } from '../actions'
import { words } from '../words'
import { branchName } from './shownRun'

export function BranchMenu({ branch, status }: { branch: BranchInfo; status: LabStatus }) {
  const [open, setOpen] = useState<HTMLElement | null>(null) // the button it hangs from
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(null)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [open])
  const close = () => {
    setOpen(null)
    button.current?.focus()
  }
  const { timeline } = words().charts
  const name = branchName(branch)
  const active = branch.id === status.active
  return (
    <div
      className="branch-menu"
      ref={root}
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <button
        type="button"
        className="plain"
        ref={button}
        aria-expanded={open !== null}
        aria-current={active}
        aria-label={timeline.menu(name)}
        onClick={(event) => setOpen(open ? null : event.currentTarget)}
      >
        {name}
        {branch.id === status.compare && <small>{timeline.compared}</small>}
      </button>
      {open !== null && <Choices anchor={open} branch={branch} status={status} onDone={close} />}
    </div>
  )
}

interface ChoicesProps {
  anchor: HTMLElement
  branch: BranchInfo
  status: LabStatus
  onDone: () => void
}

function Choices({ anchor, branch, status, onDone }: ChoicesProps) {
  const { timeline } = words().charts
  const active = branch.id === status.active
  const compared = branch.id === status.compare
  const choose = (act: () => Promise<void>) => () => {
    void act()
    onDone()
  }
  const { top, left } = anchor.getBoundingClientRect()
  return (
    <div className="branch-choices" style={{ bottom: window.innerHeight - top, left }}>
      {!active && (
        <button type="button" className="plain" onClick={choose(() => actions().selectBranch(branch.id))}>
          {timeline.show}
        </button>
      )}
      {!active && (
        <button type="button" className="plain" onClick={choose(() => actions().compare(compared ? null : branch.id))}>
          {compared ? timeline.stopComparing : timeline.compare}
        </button>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const name = (new FormData(event.currentTarget).get('name') as string).trim()
          if (name) void actions().nameBranch(branch.id, name)
          onDone()
        }}
      >
        <input name="name" aria-label={timeline.name} defaultValue={branchName(branch)} maxLength={40} />
        <button type="submit">{timeline.rename}</button>
      </form>
      {branch.parent !== null && (
        <button type="button" className="plain" onClick={choose(() => actions().removeBranch(branch.id))}>
          {timeline.remove}
        </button>
      )}
    </div>
  )
}
