/** What each part of a user's screen says, from the answer behind it: as codes, whose words are the catalogue's. */
import { OUTCOME_CAUSES, RETURN_FLAG } from '../../cluster/journal'
import type { ScreenTile, ScreenView } from '../../lab/screenView'

/** `copy`: from a cache; `without`: it is left out; `pending`: nobody knows yet. */
export type TileState = 'none' | 'fresh' | 'copy' | 'without' | 'failed' | 'pending'
export interface TileFacts {
  state: TileState
  /** Why it is not fresh: a cause of the journal; 'none' where there is nothing to explain. */
  cause: string
  /** How long ago the copy was made; null: nobody knows, or it is no copy. */
  copyMs: number | null
  /** Upper bound of how old it is; null: nobody knows, or it is fresh. */
  ageMs: number | null
}

export function factsOf({ part, answer }: Pick<ScreenTile, 'part' | 'answer'>): TileFacts {
  if (!answer) return { state: 'none', cause: 'none', copyMs: null, ageMs: null }
  const has = (flag: keyof typeof RETURN_FLAG): boolean => (answer.flags & RETURN_FLAG[flag]) !== 0
  const told = (ms: number): number | null => (ms < 0 ? null : ms)
  const cause = OUTCOME_CAUSES[answer.cause] ?? 'none'
  if (answer.outcome === 2) return { state: 'pending', cause, copyMs: null, ageMs: null }
  if (answer.outcome !== 0) return { state: 'failed', cause, copyMs: null, ageMs: null }
  if (part === 'extras' && has('bare')) return { state: 'without', cause, copyMs: null, ageMs: null }
  if (part === 'figures' && has('copied'))
    return {
      state: 'copy',
      cause: has('degraded') ? cause : 'none',
      copyMs: told(answer.copyMs),
      ageMs: told(answer.ageMs),
    }
  return { state: 'fresh', cause: 'none', copyMs: null, ageMs: null }
}

/** What stands above the dashboard: data that is not fresh against its user's wish. Null: nothing. */
export function bannerOf({ tiles }: ScreenView): TileFacts | null {
  const figures = tiles.find(({ part }) => part === 'figures')
  const facts = figures && factsOf(figures)
  return facts?.state === 'copy' && facts.cause !== 'none' ? facts : null
}
