/**
 * The browser's Back closes what was opened last, a panel, the selection or the code, instead of leaving the lab. Each gets one entry
 * of the history; closing it by hand takes the entry back. Looked at once things have settled, since one click may close a panel and
 * open another.
 */
import { useView } from '../store'
import { closeStudio, useStudio } from '../studio/studioStore'

const SETTLE_MS = 40

/** What Back closes; of what opens at once, what lies on top comes later. */
const CLOSES = {
  selection: {
    isOpen: () => useView.getState().selection !== null,
    close: () => useView.getState().set({ selection: null }),
  },
  code: { isOpen: () => useStudio.getState().open, close: closeStudio },
  panel: {
    isOpen: () => useView.getState().panel !== 'none',
    close: () => useView.getState().set({ panel: 'none' }),
  },
}
type Closes = keyof typeof CLOSES

/** What is open now, in the order in which it was opened. */
export function inOrder<T>(before: readonly T[], open: readonly T[]): T[] {
  const still = before.filter((one) => open.includes(one))
  return [...still, ...open.filter((one) => !still.includes(one))]
}

export function letBackClose(): () => void {
  let order: Closes[] = []
  let entries = 0
  let timer = 0
  /** The page itself is going back: the browser does so a little later, and what opened meanwhile must stay. */
  let takingBack = false
  const look = (): void => {
    const open = (Object.keys(CLOSES) as Closes[]).filter((one) => CLOSES[one].isOpen())
    order = inOrder(order, open)
  }
  const settle = (): void => {
    if (takingBack) return
    look()
    const depth = order.length
    for (; entries < depth; entries++) window.history.pushState({ entries: entries + 1 }, '')
    if (entries === depth) return
    takingBack = true
    window.history.go(depth - entries)
    entries = depth
  }
  const onChange = (): void => {
    const depth = order.length
    look()
    if (order.length === depth) return
    clearTimeout(timer)
    timer = window.setTimeout(settle, SETTLE_MS)
  }
  const onPop = (): void => {
    if (takingBack) {
      takingBack = false
      settle()
      return
    }
    const state = window.history.state as { entries?: number } | null
    entries = state?.entries ?? 0
    for (const one of order.slice(entries).reverse()) CLOSES[one].close()
  }
  look()
  const stops = [useView.subscribe(onChange), useStudio.subscribe(onChange)]
  window.addEventListener('popstate', onPop)
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
    window.removeEventListener('popstate', onPop)
  }
}
