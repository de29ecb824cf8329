/** Whether an element is as narrow as a phone's page: the charts' own width decides, not the window's. */
import { useLayoutEffect, useState, type RefObject } from 'react'

const NARROW_PX = 640

export function useNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(false)
  useLayoutEffect(() => {
    const measured = element.current
    if (!measured) return
    const observer = new ResizeObserver(([entry]) => setNarrow(entry.contentRect.width < NARROW_PX))
    setNarrow(measured.clientWidth < NARROW_PX)
    observer.observe(measured)
    return () => observer.disconnect()
  }, [element])
  return narrow
}
