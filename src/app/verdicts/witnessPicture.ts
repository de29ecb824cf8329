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
  widthPx: number
}
/** While nothing is under way, so much of a step is enough. */
const IDLE_SHARE = 0.2

/**
 * `widthPx` for all moments, or more where bars need it: `needPx` is a bar's least width. Bars of one lane never overlap, so a
 * process that does two things at once gets two lanes.
 */
export function pictureOf(
  bars: readonly WitnessBar[],
  roomPx: number,
  needPx: (bar: WitnessBar) => number = () => 0,
): WitnessPicture {
  const { place, end } = stepsOf(bars)
  const stepsIn = ({ from, to }: WitnessBar): number => (Number.isNaN(to) ? end : place.get(to)!) - place.get(from)!
  const widthPx = Math.max(roomPx, ...bars.map((bar) => (needPx(bar) * end) / Math.max(IDLE_SHARE, stepsIn(bar))))
  const stepPx = widthPx / Math.max(IDLE_SHARE, end)
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
      return { bar, lane, x, width: Math.max(4, stepsIn(bar) * stepPx) }
    })
  return { lanes, bars: placed, widthPx }
}
/** Where each moment stands, in steps: from one to the next while something is under way, less while nothing is. */
function stepsOf(bars: readonly WitnessBar[]): { place: Map<number, number>; end: number } {
  const moments = [...new Set(bars.flatMap(({ from, to }) => (Number.isNaN(to) ? [from] : [from, to])))].sort(
    (a, b) => a - b,
  )
  const isBusy = (after: number): boolean =>
    bars.some(({ from, to }) => from <= after && (Number.isNaN(to) || to > after))
  const place = new Map<number, number>()
  let at = 0
  for (const moment of moments) {
    place.set(moment, at)
    if (moment !== moments.at(-1) || isBusy(moment)) at += isBusy(moment) ? 1 : IDLE_SHARE
  }
  return { place, end: at }
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
