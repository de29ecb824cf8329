import { describe, expect, it } from 'vitest'
import { placeOn, resample, reversed, SAMPLES } from '../../../../src/app/graph/map/geometry'
import { Bursts } from '../../../../src/app/graph/paint/bursts'
import { emptyEdge } from '../../../../src/app/graph/map/edgeState'
import { beadGap, thinning } from '../../../../src/app/graph/paint/flow'
import { thickness } from '../../../../src/app/graph/paint/linkPainter'
import {
  countVisible,
  idOf,
  meanFlightUs,
  nearestMessage,
  placeOf,
  progress,
} from '../../../../src/app/graph/paint/messages'
import { barsFor } from '../../../../src/app/graph/paint/nodePainter'
import { DROP_FIELDS, MESSAGE_FIELDS } from '../../../../src/lab/protocol'

const line = resample([0, 0, 50, 0, 100, 0])
const ways = [line, reversed(line), null]
const M = MESSAGE_FIELDS.length
function messages(timeUs: number, rows: number[][]) {
  const flat = new Float64Array(rows.length * M)
  rows.forEach((row, i) => flat.set(row, i * M))
  return { messages: flat, messageCount: rows.length, timeUs }
}

describe('a curve', () => {
  it('has its samples at equal steps', () => {
    const bent = resample([0, 0, 30, 0, 30, 40])
    const steps = Array.from({ length: SAMPLES }, (_, i) =>
      Math.hypot(bent[i * 2 + 2] - bent[i * 2], bent[i * 2 + 3] - bent[i * 2 + 1]),
    )
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.7)
    expect([bent[0], bent[1], bent[SAMPLES * 2], bent[SAMPLES * 2 + 1]]).toEqual([0, 0, 30, 40])
  })
  it('has its right side on the right of the way', () => {
    expect(placeOn(line, 0.5, 4, { x: 0, y: 0 })).toEqual({ x: 50, y: 4 })
    expect(placeOn(reversed(line), 0.5, 4, { x: 0, y: 0 })).toEqual({ x: 50, y: -4 })
  })
})

describe('a message', () => {
  it('moves with virtual time and stays within its way', () => {
    const m = messages(1500, [[0, 1000, 2000, 1, 0, 0, 7, 1]]).messages
    expect([500, 1000, 1250, 3000].map((us) => progress(m, 0, us))).toEqual([0, 0, 0.25, 1])
  })
  it('that is held waits in the middle', () => {
    expect(progress(messages(0, [[0, 1000, Infinity, 1, 0, 0, 7, 1]]).messages, 0, 9e9)).toBe(0.5)
  })
  it('is found by the nearest within reach, with its identity', () => {
    const m = messages(1500, [
      [0, 1000, 2000, 1, 0, 3, 7, 1],
      [1, 1400, 2400, 1, 1, 4, 8, 2],
    ])
    expect(idOf(m, nearestMessage(m, ways, 50, 8, 12))).toEqual({ origin: 3, count: 7, path: 1 })
    expect(nearestMessage(m, ways, 50, 60, 12)).toBe(-1)
  })
  it('on a link that is not drawn is nowhere', () => {
    const m = messages(1500, [[2, 1000, 2000, 1, 0, 3, 7, 1]])
    expect(placeOf(m, 0, ways, { x: 0, y: 0 })).toBe(false)
    expect(countVisible(m, ways, { x0: -1e9, y0: -1e9, x1: 1e9, y1: 1e9 })).toBe(0)
  })
  it('counts as seen only where the camera looks', () => {
    const m = messages(1500, [[0, 1000, 2000, 1, 0, 3, 7, 1]])
    expect(countVisible(m, ways, { x0: 40, y0: -9, x1: 60, y1: 9 })).toBe(1)
    expect(countVisible(m, ways, { x0: 0, y0: -9, x1: 20, y1: 9 })).toBe(0)
    expect(meanFlightUs(m)).toBe(1000)
  })
})

describe('bursts', () => {
  const frame = (n: number) => {
    const drops = new Float64Array(n * DROP_FIELDS.length)
    for (let i = 0; i < n; i++) drops.set([i % 2, 0, 0, 1, 0], i * DROP_FIELDS.length)
    return { drops, dropCount: n }
  }
  it('are at most three a second under reduced motion', () => {
    const bursts = new Bursts()
    let shown = 0
    for (let ms = 0; ms < 1000; ms += 16) {
      const before = bursts.count
      bursts.add(frame(4), ways, ms, true)
      shown += bursts.count - before
    }
    expect(shown).toBeLessThanOrEqual(3)
    expect(shown).toBeGreaterThan(0)
  })
  it('do not pile up on one link', () => {
    const bursts = new Bursts()
    for (let ms = 0; ms < 200; ms += 16) bursts.add(frame(8), ways, ms, false)
    expect(bursts.count).toBe(2)
  })
})

describe('what numbers look like', () => {
  it('more traffic: thicker links and closer beads, within bounds', () => {
    const rates = [0.5, 5, 50, 500, 50_000]
    const sorted = (values: number[], up: boolean): boolean =>
      values.every((v, i) => i === 0 || (up ? v >= values[i - 1] : v <= values[i - 1]))
    expect(sorted(rates.map(thickness), true)).toBe(true)
    expect(sorted(rates.map(beadGap), false)).toBe(true)
    expect(thickness(1e9)).toBeLessThan(6)
    expect(beadGap(0)).toBe(Infinity)
  })
  it('very many busy links: their beads stand further apart', () => {
    const busy = { ...emptyEdge(), forwardPerSecond: 200, backwardPerSecond: 200 }
    const of = (n: number): number =>
      thinning(
        Array.from({ length: n }, () => ({ lengthPx: 300 })),
        Array.from({ length: n }, () => busy),
      )
    expect(of(30)).toBe(1)
    expect(of(1000)).toBeGreaterThan(5)
  })
  it('a queue shows a bar as soon as something waits, and eight when it is full', () => {
    expect([0, 1, 1000].map((queueDepth) => barsFor({ queueDepth, queueLimit: 1000, waiting: 0 }))).toEqual([0, 1, 8])
  })
})
