/** The page's goals, and how a measured figure is told: one JSON line each, ratio 1 or less meaning reached. */
const GOALS = {
  mainThreadMsPerFrame: 8,
  lateFramesShare: 0,
  largestContentfulPaintMs: 1000,
  movingAfterMs: 2000,
  clickMs: 50,
  diagnosticsAfterMs: 2000,
  seekMedianMs: 100,
  memoryOfTenMillionEvents: 1, // of the stated bound
  reactCommitsPerSecond: 6,
} as const

export function tell(name: keyof typeof GOALS, measured: number, beside: Record<string, number | string> = {}): void {
  const goal = GOALS[name]
  const ratio = goal > 0 ? round(measured / goal) : null
  console.log(JSON.stringify({ bench: name, measured: round(measured), goal, ratio, ...beside }))
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

export function round(value: number): number {
  return Number(value.toPrecision(3))
}
