/** A modal window: the browser's own dialog keeps the focus inside and gives it back; Escape and a click outside close it. */
import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useView } from '../store'
import { words } from '../words'

export function closePanel(): void {
  useView.getState().set({ panel: 'none' })
}

export function Dialog({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => element?.close()
  }, [])
  const onClick = (event: MouseEvent): void => {
    if (event.target === dialog.current) closePanel()
  }
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={title}
      onClick={onClick}
      onCancel={(event) => {
        event.preventDefault()
        closePanel()
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2>{title}</h2>
          <button className="plain" aria-label={words().shell.close} onClick={closePanel}>
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
