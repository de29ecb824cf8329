/** A new version waits for a click: builds are never switched under a run. */
import { useEffect, useState } from 'react'
import { words } from '../words'
import { keepOffline } from './serviceWorker'

export function UpdatePrompt() {
  const w = words().shell.update
  const [take, setTake] = useState<(() => void) | null>(null)
  useEffect(() => keepOffline((takeIt) => setTake(() => takeIt)), [])
  if (!take) return null
  return (
    <div className="update notice" role="status">
      <span>{w.ready}</span>
      <button className="plain link" onClick={take}>
        {w.take}
      </button>
      <button className="plain" onClick={() => setTake(null)}>
        {w.later}
      </button>
    </div>
  )
}
