/** The theme's colours and fonts for canvases, read from the style's tokens and read again whenever the theme changes. */
import type { Token } from './plotSpecs'

export class Palette {
  private colours = new Map<string, string>()
  font = '12px system-ui'
  private readonly stop: (() => void)[] = []

  constructor(
    private readonly element: Element,
    onChange: () => void,
  ) {
    const read = () => {
      this.colours.clear()
      this.font = `12px ${this.property('--sans') || 'system-ui'}`
    }
    const changed = () => {
      read()
      onChange()
    }
    read()
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', changed)
    const theme = new MutationObserver(changed)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    this.stop.push(
      () => dark.removeEventListener('change', changed),
      () => theme.disconnect(),
    )
  }

  /** Colour of a token, e.g. `consistency`, `consistency-text`, `fault-tint`, `paper`, `line`. */
  colour(token: Token | `${Token}-text` | `${Token}-tint` | 'paper' | 'line' | 'ink'): string {
    let colour = this.colours.get(token)
    if (colour === undefined) {
      colour = this.property(`--${token}`)
      this.colours.set(token, colour)
    }
    return colour
  }

  dispose(): void {
    for (const stop of this.stop) stop()
  }

  private property(name: string): string {
    return getComputedStyle(this.element).getPropertyValue(name).trim()
  }
}

/** Colour for words in a series' own colour: greys have no separate one. */
export function textToken(token: Token): Token | `${Token}-text` {
  return token === 'ink-2' || token === 'ink-3' ? token : `${token}-text`
}
