/** Asked over the lab before something is done: it takes the focus without choosing an answer, and Escape is no. */
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useFocusReturned } from '../useFocusReturned'

interface QuestionProps {
  title: string
  /** Read out with the title. */
  text: ReactNode
  className?: string
  refuse: () => void
  children: ReactNode
}

export function Question({ title, text, className, refuse, children }: QuestionProps) {
  const box = useRef<HTMLDivElement>(null)
  useFocusReturned()
  useEffect(() => box.current?.focus(), [])
  return (
    <div
      className={`offer notice ${className ?? ''}`}
      role="alertdialog"
      aria-label={title}
      aria-describedby="question-text"
      tabIndex={-1}
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        refuse()
      }}
    >
      <div id="question-text">{text}</div>
      {children}
    </div>
  )
}
