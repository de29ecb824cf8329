/**
 * A replica whose disk was lost is a new actor: it takes every page of its peers' cells, and only then writes and reads again. What
 * its former self had told some peers and not others would stay apart for ever; so it tells every peer what its pages lacked.
 */
import type { CellAsk, CellPage, Step } from './state'
import { peersOf, send, sync } from './state'
import { owe, take } from './telling'

const PAGE_KEYS = 128
const KEY_BYTES = 8
/** Places are below this; so an actor tells its place. */
const PLACES = 8

export function beginJoining<C>(step: Step<C>, life: number): void {
  const { rules, state, nowUs } = step
  state.actor = rules.place + PLACES * life
  state.joining = { after: new Array<number | null>(rules.places).fill(null), askedUs: nowUs }
  for (const place of peersOf(step)) state.joining.after[place] = -1
  step.effects.push({ kind: 'membership', change: 'joining' })
  askForPages(step)
}
/** Asks every peer for its next page; with none left, this replica is a member. */
export function askForPages<C>(step: Step<C>): void {
  const { joining } = step.state
  if (!joining) return
  joining.askedUs = step.nowUs
  joining.after.forEach((after, to) => {
    if (after !== null) send(step, to, { kind: 'cellAsk', after, bytes: 0 })
  })
  finish(step)
}
export function onAsk<C>(step: Step<C>, from: number, m: CellAsk): void {
  const { rules, state } = step
  const rest = [...state.cells.keys()].filter((key) => key > m.after).sort((a, b) => a - b)
  const keys = rest.slice(0, PAGE_KEYS)
  const parts = keys.map((key) => state.cells.get(key) as C)
  const bytes = parts.reduce((sum, part) => sum + KEY_BYTES + rules.type.bytes(part), 0)
  send(step, from, { kind: 'cellPage', after: m.after, keys, parts, isLast: rest.length <= PAGE_KEYS, bytes })
}
export function onPage<C>(step: Step<C>, from: number, m: CellPage<C>): void {
  const { joining } = step.state
  if (!joining || joining.after[from] !== m.after) return
  const undo = m.keys.flatMap((key, i) => takeFromPage(step, from, key, m.parts[i]))
  sync(step, { undo })
  oweWhatIsMissing(step, from, m)
  joining.after[from] = m.isLast ? null : m.keys[m.keys.length - 1]
  if (!m.isLast) send(step, from, { kind: 'cellAsk', after: m.keys[m.keys.length - 1], bytes: 0 })
  finish(step)
}
/** Keys in a page's range that it is without. */
function oweWhatIsMissing<C>(step: Step<C>, from: number, m: CellPage<C>): void {
  const end = m.isLast ? Infinity : m.keys[m.keys.length - 1]
  const has = new Set(m.keys)
  for (const [key, cell] of step.state.cells)
    if (key > m.after && key <= end && !has.has(key)) owe(step, from, key, cell)
}
function takeFromPage<C>(step: Step<C>, from: number, key: number, part: C): ReturnType<typeof take<C>> {
  const { rules, state } = step
  const undo = take(step, key, part)
  const now = state.cells.get(key) as C
  if (!rules.type.equal(now, part)) owe(step, from, key, now)
  if (undo.length === 0) return undo
  for (const to of peersOf(step)) {
    const after = state.joining?.after[to] ?? null
    if (to !== from && (after === null || after >= key)) owe(step, to, key, now) // its page was without this
  }
  return undo
}
function finish<C>({ state, effects }: Step<C>): void {
  if (!state.joining?.after.every((after) => after === null)) return
  state.joining = null
  effects.push({ kind: 'membership', change: 'joined' })
}
