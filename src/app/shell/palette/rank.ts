/**
 * Which names fit what was typed: every word of the query must begin, or at least occur in, a word of the name. Beginnings
 * of names come first, then beginnings of words; equal ones keep their order.
 */
export function ranked<T extends { name: string }>(entries: T[], query: string): T[] {
  const asked = query
    .toLowerCase()
    .split(/[\s:]+/)
    .filter(Boolean)
  if (asked.length === 0) return entries
  const scored = entries.flatMap((entry, order) => {
    const score = scoreOf(entry.name.toLowerCase(), asked)
    return score === null ? [] : [{ entry, score, order }]
  })
  return scored.sort((a, b) => a.score - b.score || a.order - b.order).map(({ entry }) => entry)
}

/** Lower is better; null does not fit. */
function scoreOf(name: string, asked: string[]): number | null {
  const parts = name.split(/[\s:,]+/)
  let score = name.length / 1000
  for (const word of asked) {
    const at = parts.findIndex((part) => part.startsWith(word))
    if (at >= 0) score += parts[at] === word ? 0 : 0.3
    else if (name.includes(word)) score += 2
    else return null
  }
  return parts[0].startsWith(asked[0]) ? score : score + 1
}
