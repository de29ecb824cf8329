/**
 * The browser's Back closes the panel or the selection that is open, instead of leaving the lab. Each gets one entry of
 * the history; closing it by hand takes the entry back. Looked at once things have settled, since one click may close a
 * panel and open another.
 */
import type { View } from '../store'
import { useView } from '../store'

const SETTLE_MS = 40

/** How many things Back would close. */
export function depthOf(view: Pick<View, 'panel' | 'selection'>): number {
  return (view.panel === 'none' ? 0 : 1) + (view.selection === null ? 0 : 1)
}

/** Closes panels, then the selection, until no more than `depth` are open. */
export function closedTo(view: Pick<View, 'panel' | 'selection'>, depth: number): Partial<View> {
  const closing: Partial<View> = {}
  if (depthOf(view) > depth && view.panel !== 'none') closing.panel = 'none'
  if (depthOf({ ...view, ...closing }) > depth) closing.selection = null
  return closing
}

export function letBackClose(): () => void {
  let entries = 0
  let timer = 0
  /** The page itself is going back: the browser does so a little later, and what opened meanwhile must stay. */
  let takingBack = false
  const settle = (): void => {
    if (takingBack) return
    const depth = depthOf(useView.getState())
    for (; entries < depth; entries++) window.history.pushState({ entries: entries + 1 }, '')
    if (entries === depth) return
    takingBack = true
    window.history.go(depth - entries)
    entries = depth
  }
  const unsubscribe = useView.subscribe((view, before) => {
    if (depthOf(view) === depthOf(before)) return
    clearTimeout(timer)
    timer = window.setTimeout(settle, SETTLE_MS)
  })
  const onPop = (): void => {
    if (takingBack) {
      takingBack = false
      settle()
      return
    }
    const state = window.history.state as { entries?: number } | null
    entries = state?.entries ?? 0
    useView.getState().set(closedTo(useView.getState(), entries))
  }
  window.addEventListener('popstate', onPop)
  return () => {
    clearTimeout(timer)
    unsubscribe()
    window.removeEventListener('popstate', onPop)
  }
}
