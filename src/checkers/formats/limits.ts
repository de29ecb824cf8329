/** How much a history from outside may hold; errors quote it. */
export const HISTORY_LIMITS = {
  /** Characters of the whole text. */
  textCharacters: 64_000_000,
  events: 2_000_000,
  depth: 16,
} as const
