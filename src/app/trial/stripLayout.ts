/** Where the dots of a strip stand: along the axis by their difference, and above each other where they would cover one another. */
const PAD_PX = 8
const STEP_PX = 4
const MOST_APART_PX = 5

export interface StripDot {
  seed: number
  x: number
  y: number
}
export interface Strip {
  dots: StripDot[]
  zero: number
  mean: number
  /** The interval, null where there is none. */
  from: number | null
  to: number | null
}

export function stripOf(
  differences: readonly { seed: number; difference: number }[],
  mean: number,
  halfWidth: number | null,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Strip {
  const values = [0, mean - (halfWidth ?? 0), mean + (halfWidth ?? 0), ...differences.map((d) => d.difference)]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [from, to] = low === high ? [-1, 1] : [low, high]
  const x = (value: number): number => PAD_PX + ((value - from) / (to - from)) * (widthPx - 2 * PAD_PX)
  const columns = new Map<number, number[]>()
  differences.forEach(({ difference }, i) => {
    const column = Math.round(x(difference) / STEP_PX)
    columns.set(column, [...(columns.get(column) ?? []), i])
  })
  const y = new Array<number>(differences.length)
  for (const members of columns.values()) {
    const apart = Math.min(MOST_APART_PX, (heightPx - 2 * STEP_PX) / Math.max(1, members.length - 1))
    members.forEach((i, nth) => (y[i] = heightPx / 2 + (nth - (members.length - 1) / 2) * apart))
  }
  return {
    dots: differences.map(({ seed, difference }, i) => ({ seed, x: x(difference), y: y[i] })),
    zero: x(0),
    mean: x(mean),
    from: halfWidth === null ? null : x(mean - halfWidth),
    to: halfWidth === null ? null : x(mean + halfWidth),
  }
}

/** The dot nearest to a point, if one lies within reach. */
export function nearestDot(dots: readonly StripDot[], x: number, y: number, reachPx: number): StripDot | null {
  let nearest: StripDot | null = null
  let least = reachPx * reachPx
  for (const dot of dots) {
    const away = (dot.x - x) * (dot.x - x) + (dot.y - y) * (dot.y - y)
    if (away > least) continue
    least = away
    nearest = dot
  }
  return nearest
}
