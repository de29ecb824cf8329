/** A new version waits for a click: builds are never switched under a run. Without service workers there is nothing to say. */
import { useEffect, useRef, useState } from 'react'
import { registerSW } from 'virtual:pwa-register'
import { words } from '../words'

/** The service worker then fetches and stores the whole site: not beside the first cluster's first seconds. */
const STORE_AFTER_MS = 5_000

export function UpdatePrompt() {
  const w = words().shell.update
  const [ready, setReady] = useState(false)
  const take = useRef<(() => Promise<void>) | null>(null)
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const timer = setTimeout(() => {
      take.current = registerSW({ immediate: true, onNeedRefresh: () => setReady(true) })
    }, STORE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!ready) return null
  return (
    <div className="update notice" role="status">
      <span>{w.ready}</span>
      <button className="plain link" onClick={() => void take.current?.()}>
        {w.take}
      </button>
      <button className="plain" onClick={() => setReady(false)}>
        {w.later}
      </button>
    </div>
  )
}
