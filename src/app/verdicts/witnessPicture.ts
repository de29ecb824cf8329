/**
 * A witness as a picture: a lane for each process, bars from call to answer. Only the order of the moments matters to who wants
 * to understand it, so they stand side by side in their order, and their times are told in words.
 */
export interface WitnessBar {
  process: string
  label: string
  /** In whatever unit, so that it orders; NaN: never answered. */
  from: number
  to: number
  /** Needed to understand. */
  matters: boolean
  /** The one that cannot be placed. */
  failing: boolean
  open: boolean
}
export interface PlacedBar {
  bar: WitnessBar
  lane: number
  x: number
  width: number
}
export interface WitnessPicture {
  lanes: string[]
  bars: PlacedBar[]
}

/** `widthPx` for all moments; bars of one lane never overlap, so a process that does two things at once gets two lanes. */
export function pictureOf(bars: readonly WitnessBar[], widthPx: number): WitnessPicture {
  const moments = [...new Set(bars.flatMap(({ from, to }) => (Number.isNaN(to) ? [from] : [from, to])))].sort(
    (a, b) => a - b,
  )
  const place = new Map(moments.map((moment, i) => [moment, i]))
  const stepPx = widthPx / Math.max(1, moments.length)
  const lanes: string[] = []
  const busyUntil: number[] = []
  const placed = [...bars]
    .sort((a, b) => a.from - b.from)
    .map((bar): PlacedBar => {
      let lane = lanes.findIndex((name, i) => name === bar.process && busyUntil[i] <= bar.from)
      if (lane < 0) {
        lane = lanes.push(bar.process) - 1
        busyUntil.push(0)
      }
      busyUntil[lane] = Number.isNaN(bar.to) ? Infinity : bar.to
      const x = place.get(bar.from)! * stepPx
      const end = Number.isNaN(bar.to) ? widthPx : place.get(bar.to)! * stepPx
      return { bar, lane, x, width: Math.max(4, end - x) }
    })
  return { lanes, bars: placed }
}

/** Values as letters, in the order in which they appear: A, B, … Z, A1, …; `nothing` for what a key begins with. */
export function lettersOf(values: readonly (number | null)[], nothing: string): (value: number | null) => string {
  const letters = new Map<number, string>([[0, nothing]])
  for (const value of values) {
    if (value === null || letters.has(value)) continue
    const n = letters.size - 1
    letters.set(value, String.fromCharCode(65 + (n % 26)) + (n < 26 ? '' : String(Math.floor(n / 26))))
  }
  return (value) => (value === null ? '?' : (letters.get(value) ?? String(value)))
}
