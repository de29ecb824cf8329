/** An element's own width, as React state: what is drawn depends on the room the element has, not on the window. */
import { useLayoutEffect, useState, type RefObject } from 'react'

const NARROW_PX = 640

/** Width in CSS px; 0 before it is measured. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  return useObserved(element, 0, itself)
}

/** Whether the element is as narrow as a phone's page. */
export function useNarrow(element: RefObject<HTMLElement | null>): boolean {
  return useObserved(element, false, isNarrow)
}
const itself = (width: number): number => width
const isNarrow = (width: number): boolean => width < NARROW_PX

function useObserved<T>(element: RefObject<HTMLElement | null>, before: T, of: (width: number) => T): T {
  const [value, setValue] = useState(before)
  useLayoutEffect(() => {
    const measured = element.current
    if (!measured) return
    const observer = new ResizeObserver(([entry]) => setValue(of(entry.contentRect.width)))
    observer.observe(measured)
    return () => observer.disconnect()
  }, [element, of])
  return value
}
