/** Text to be copied: into the clipboard, or, where the page may not, selected for the visitor. */
import { useRef, useState } from 'react'
import { words } from '../../words'
import { copyText } from './handOver'
import './share.css'

export function Copyable({ text, label, button }: { text: string; label: string; button: string }) {
  const w = words().share
  const field = useRef<HTMLInputElement>(null)
  const [told, setTold] = useState('')
  const copy = async (): Promise<void> => {
    const copied = await copyText(text)
    if (!copied) field.current?.select()
    setTold(copied ? w.copied : w.copyByHand)
  }
  return (
    <div className="copyable">
      <input ref={field} readOnly aria-label={label} value={text} onFocus={(event) => event.target.select()} />
      <button className="primary" data-first-focus onClick={() => void copy()}>
        {button}
      </button>
      <span role="status">{told}</span>
    </div>
  )
}
