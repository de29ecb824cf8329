/** A link to take elsewhere, with a button that copies it or, on plain http, selects it. */
import { useId, useRef, useState } from 'react'
import { copyText } from '../../shell/share/handOver'
import { words } from '../../words'

export function Link({ label, hint, link }: { label: string; hint?: string; link: string }) {
  const w = words().roomHost.invite
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => {
    field.current?.select()
    setCopied(await copyText(link))
  }
  return (
    <div className="host-link">
      <label htmlFor={id}>{label}</label>
      {hint && <p className="quiet">{hint}</p>}
      <span className="row">
        <input id={id} ref={field} readOnly value={link} onFocus={({ target }) => target.select()} />
        <button aria-label={`${w.copy}: ${label}`} onClick={() => void copy()}>
          {w.copy}
        </button>
      </span>
      {copied !== null && <span role="status">{copied ? w.copied : w.select}</span>}
    </div>
  )
}
