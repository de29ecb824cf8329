/** Places labels beside the ends of their lines: each as near to its own height as it can without touching another. */
export interface Label {
  text: string
  colour: string
  y: number
}

/** The longest beginning of a text that fits, with an ellipsis where it was cut. */
export function shortened(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text
  let length = text.length - 1
  while (length > 1 && !fits(`${text.slice(0, length)}…`)) length--
  return `${text.slice(0, length)}…`
}

/** Returns the labels from top to bottom, `gap` px apart or more where they fit between `top` and `bottom`. */
export function spreadLabels(labels: Label[], top: number, bottom: number, gap: number): Label[] {
  const placed = labels.map((label) => ({ ...label })).sort((a, b) => a.y - b.y)
  const room = placed.length > 1 ? Math.min(gap, (bottom - top) / (placed.length - 1)) : gap
  let free = top
  for (const label of placed) {
    label.y = Math.max(label.y, free)
    free = label.y + room
  }
  let limit = bottom
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i].y = Math.min(placed[i].y, limit)
    limit = placed[i].y - room
  }
  return placed
}
