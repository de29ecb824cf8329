/**
 * Where the chart's states stand and how its arrows run, in units of its picture (288 × 226). The three states of a breaker
 * that works by itself stand in one frame; whatever a person does leads from that frame as a whole, and back into it.
 */
import type { BreakerMode } from '../../resilience/breaker/table'
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
  'halfOpen open': { path: 'M154 115C162 86 180 56 212 39', label: { x: 160, y: 72, anchor: 'end' } },
  'halfOpen closed': { path: 'M105 130C44 130 24 100 24 41', label: { x: 34, y: 92, anchor: 'start' } },
  '* forcedClosed': { path: 'M68 147V189', label: { x: 74, y: 174, anchor: 'start' } },
  'forcedClosed closed': { path: 'M26 193V151', label: { x: 31, y: 174, anchor: 'start' } },
  '* forcedOpen': { path: 'M216 147V189', label: { x: 221, y: 174, anchor: 'start' } },
  'forcedOpen closed': { path: 'M250 193V151', label: { x: 255, y: 174, anchor: 'start' } },
  'forcedClosed forcedOpen': { path: 'M85 201H199', label: { x: 144, y: 196, anchor: 'middle' } },
  'forcedOpen forcedClosed': { path: 'M203 211H89', label: { x: 144, y: 223, anchor: 'middle' } },
}

const BY_ITSELF: ReadonlySet<string> = new Set(['closed', 'open', 'halfOpen'])
const BY_HAND: ReadonlySet<string> = new Set(['trip', 'force', 'reset'])

/** An arrow as it is drawn; `isManual`: a person's act. */
export interface Drawn extends Arrow {
  line: Line
  isManual: boolean
}

/**
 * The machine's arrows with their lines. What a person can do in each of the three states alike is one arrow from their
 * frame; resetting within it (open → closed) needs none, for that is where its other arrows lead by themselves.
 */
export function drawn(arrows: Arrow[]): Drawn[] {
  const whole = new Map<string, Drawn>()
  for (const arrow of arrows) {
    const isManual = arrow.events.every((event) => BY_HAND.has(event))
    const events = isManual ? arrow.events : arrow.events.filter((event) => !BY_HAND.has(event))
    const within = BY_ITSELF.has(arrow.from) && BY_ITSELF.has(arrow.to)
    if (isManual && within) continue
    const name = isManual && BY_ITSELF.has(arrow.from) ? `* ${arrow.to}` : `${arrow.from} ${arrow.to}`
    whole.set(name, { ...arrow, events, isManual, line: LINES[name] })
  }
  return [...whole.values()]
}
