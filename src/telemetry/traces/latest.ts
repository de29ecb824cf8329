/** The last of a list that passes the test. */
export function latestOf<T>(items: readonly T[], passes: (item: T) => boolean): T | undefined {
  for (let i = items.length - 1; i >= 0; i--) if (passes(items[i])) return items[i]
  return undefined
}
