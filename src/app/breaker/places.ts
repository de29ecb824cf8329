/**
 * Where the chart's states stand and how its arrows run, in units of its picture (288 × 226). The three states of a breaker
 * that works by itself stand in one frame; whatever a person does leads from that frame as a whole, and back into it.
 */
import type { BreakerMode } from '../../resilience/breaker/table'
import { COMMANDED } from '../../resilience/breaker/table'
import type { Arrow } from './machine'

export const WIDTH = 288
export const HEIGHT = 226
export const BOX = { width: 78, height: 26 }
/** Around the states among which a breaker moves by itself. */
export const FRAME = { x: 1, y: 1, width: WIDTH - 2, height: 146 }

/** Each state's middle. */
export const PLACES: Record<BreakerMode, { x: number; y: number }> = {
  closed: { x: 46, y: 24 },
  open: { x: 242, y: 24 },
  halfOpen: { x: 144, y: 128 },
  forcedClosed: { x: 46, y: 206 },
  forcedOpen: { x: 242, y: 206 },
}

interface Line {
  path: string
  label: { x: number; y: number; anchor: 'start' | 'middle' | 'end' }
}
/** Arrows by "from to"; those by hand from the frame as a whole begin with "*". */
const LINES: Record<string, Line> = {
  'closed open': { path: 'M85 24H199', label: { x: 144, y: 17, anchor: 'middle' } },
  'open halfOpen': { path: 'M262 37C262 112 240 129 187 129', label: { x: 244, y: 86, anchor: 'end' } },
  'halfOpen open': { path: 'M154 115C162 86 180 56 212 39', label: { x: 166, y: 60, anchor: 'end' } },
  'halfOpen closed': { path: 'M105 130C44 130 24 100 24 41', label: { x: 36, y: 80, anchor: 'start' } },
  '* forcedClosed': { path: 'M80 147V189', label: { x: 85, y: 174, anchor: 'start' } },
  'forcedClosed *': { path: 'M13 193V151', label: { x: 18, y: 174, anchor: 'start' } },
  '* forcedOpen': { path: 'M208 147V189', label: { x: 203, y: 174, anchor: 'end' } },
  'forcedOpen *': { path: 'M275 193V151', label: { x: 270, y: 174, anchor: 'end' } },
  'forcedClosed forcedOpen': { path: 'M85 201H199', label: { x: 144, y: 196, anchor: 'middle' } },
  'forcedOpen forcedClosed': { path: 'M203 211H89', label: { x: 144, y: 223, anchor: 'middle' } },
}

const BY_ITSELF: ReadonlySet<string> = new Set(['closed', 'open', 'halfOpen'])
const BY_HAND: ReadonlySet<string> = new Set(Object.values(COMMANDED))

/** An arrow as it is drawn; `isManual`: a person's act. */
export interface Drawn extends Arrow {
  line: Line
  isManual: boolean
}

/**
 * The machine's arrows with their lines. A person's acts lead from the frame as a whole, and back into it; those that only lead
 * from one of its states to another (trip, reset) have no lines of their own.
 */
export function drawn(arrows: Arrow[]): Drawn[] {
  const lines = new Map<string, Drawn>()
  for (const { from, to, events } of arrows) {
    for (const isManual of [false, true]) {
      const along = events.filter((event) => BY_HAND.has(event) === isManual)
      if (along.length === 0 || (isManual && BY_ITSELF.has(from) && BY_ITSELF.has(to))) continue
      const end = (mode: BreakerMode): string => (isManual && BY_ITSELF.has(mode) ? '*' : mode)
      const name = `${end(from)} ${end(to)}`
      const known = lines.get(name)
      const all = [...new Set([...(known?.events ?? []), ...along])]
      lines.set(name, { from, to, events: all, isManual, line: LINES[name] })
    }
  }
  return [...lines.values()]
}
