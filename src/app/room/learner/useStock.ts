/**
 * What one needs to work on while the room's computer is away is fetched while it is there, for it is the only host: the parts of the lab
 * that open on demand, one after the other once the page has nothing better to do. The browser keeps them; nothing of them is shown.
 */
import { useEffect } from 'react'
import { withItsWords } from '../../words'

const PARTS: (() => Promise<unknown>)[] = [
  () => withItsWords(import('../../shell/inspector/Inspector')),
  () => withItsWords(import('../../shell/ProblemText')),
  () => withItsWords(import('../../shell/palette/Palette')),
  () => withItsWords(import('../../traces/Traces')),
  () => withItsWords(import('../../verdicts/Verdicts'), 'models'),
  () => import('../../graph/spaceTime/SpaceTime'),
  () => import('../../graph/NetworkView'),
  () => import('../../graph/table/TableView'),
  () => withItsWords(import('../../breaker/BreakerPanel')),
  () => withItsWords(import('../../studio/DecisionsHere'), 'studio', 'gallery'),
  () => withItsWords(import('../../policies/PolicyPanel')),
  () => withItsWords(import('../../signals/Signals')),
  () => withItsWords(import('../../screen/Screen')),
  () => withItsWords(import('../../pictures/Pictures')),
  () => withItsWords(import('../../trial/Trial')),
  () => withItsWords(import('../../shell/share/Share')),
  () => import('../../shell/share/openShared'),
]
/** At the latest; a busy page is never idle. */
const WITHIN_MS = 4_000

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: WITHIN_MS })
    else setTimeout(resolve, WITHIN_MS / 4)
  })

let stocked: Promise<void> | null = null
async function stockUp(): Promise<void> {
  for (const part of PARTS) {
    await idle()
    await part().catch(() => {}) // what is lacking is asked for again when it is needed
  }
}

export function useStock(): void {
  useEffect(() => {
    stocked ??= stockUp()
  }, [])
}
