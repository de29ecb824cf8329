/** What closes with the focus in it gives it back to whatever had it as it opened. */
import { useEffect } from 'react'

export function useFocusReturned(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      // The browser has nowhere to put the focus of what is gone.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [])
}
