/** The page's colours for a canvas, read from the style sheet's tokens again whenever the theme may have changed. */
const TOKENS = ['ink', 'ink-2', 'ink-3', 'paper', 'paper-2', 'line', 'edge', 'consistency', 'availability', 'latency', 'fault', 'degraded', 'focus', 'fault-tint', 'sans'] as const // prettier-ignore
export type Colours = Record<(typeof TOKENS)[number], string>

export function readColours(element: Element): Colours {
  const style = getComputedStyle(element)
  return Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours
}

/** Calls back when the system's theme or the page's own (`data-theme`) changes. */
export function onThemeChange(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  media.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    media.removeEventListener('change', listener)
  }
}

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
