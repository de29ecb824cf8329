/** A button that opens a small panel below itself; Escape, a click elsewhere or leaving it by Tab closes it. */
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'

interface DisclosureProps {
  label: ReactNode
  title?: string
  className?: string
  children: (close: () => void) => ReactNode
}

export function Disclosure({ label, title, className, children }: DisclosureProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const outside = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return
    event.stopPropagation()
    setOpen(false)
    button.current?.focus()
  }
  const onBlur = (event: FocusEvent): void => {
    if (event.relatedTarget && !box.current?.contains(event.relatedTarget)) setOpen(false)
  }
  return (
    <div className={`disclosure ${className ?? ''}`} ref={box} onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        className="plain"
        title={title}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div className="disclosed" id={id}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  )
}
