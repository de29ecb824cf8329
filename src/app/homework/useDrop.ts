/** Files dropped anywhere on the page. */
import { useEffect, useRef } from 'react'

export function useDrop(dropped: (files: File[]) => void): void {
  const latest = useRef(dropped)
  useEffect(() => {
    latest.current = dropped
  }, [dropped])
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      latest.current([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
}
