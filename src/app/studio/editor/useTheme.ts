/** Monaco in the page's colours, also after the visitor or the system changed the theme. */
import { useEffect } from 'react'
import { useView } from '../../store'
import { showTheme } from './monaco'

export function useTheme(): void {
  const theme = useView((view) => view.theme)
  useEffect(() => {
    showTheme()
    const media = window.matchMedia('(prefers-color-scheme: dark)')
    media.addEventListener('change', showTheme)
    return () => media.removeEventListener('change', showTheme)
  }, [theme])
}
