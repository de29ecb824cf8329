/**
 * Where the keyboard's focus goes when what it stood on is gone: to what comes next in the lesson, and never out of it. Somebody who is
 * busy elsewhere on the page, on the map above all, is left alone.
 */
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'

/** Focuses what `ref` holds when `key` has changed and the focus is lost by it; `always`: also from where it stood. */
export function useFocusOn<T extends HTMLElement>(key: unknown, always = false): RefObject<T | null> {
  const ref = useRef<T>(null)
  const before = useRef(key)
  useEffect(() => {
    if (before.current === key) return
    before.current = key
    const { activeElement } = document
    if (always || activeElement === null || activeElement === document.body) ref.current?.focus()
  }, [key, always])
  return ref
}

/** Where focus falls back to when an element that had it was taken away, and nobody else took it. */
export function useFocusKept(panel: RefObject<HTMLElement | null>, fallback: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = panel.current
    if (!within) return
    let last: Node | null = null
    const onFocus = ({ target }: FocusEvent): void => {
      last = target as Node
    }
    const onBlur = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget) last = null
    }
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return
      last = null
      fallback.current?.focus({ preventScroll: true })
    })
    within.addEventListener('focusin', onFocus)
    within.addEventListener('focusout', onBlur)
    observer.observe(within, { childList: true, subtree: true })
    return () => {
      observer.disconnect()
      within.removeEventListener('focusin', onFocus)
      within.removeEventListener('focusout', onBlur)
    }
  }, [panel, fallback])
}
