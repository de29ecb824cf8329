import { describe, expect, it } from 'vitest'
import { JournalBuilder, numbers, observed } from './journalBuilder'

const NODE = 1 // two workers

/** A queue simulated beside its journal; every piece of work is known with its own times. */
function randomQueue(seed: number, steps: number) {
  const random = numbers(seed)
  const j = new JournalBuilder()
  const { see } = observed(j)
  const waiting: { at: number }[] = []
  const waits: { from: number; to: number }[] = []
  const busySpans: { from: number; to: number }[] = []
  const running: { at: number }[] = []
  let arrivals = 0
  for (let i = 0; i < steps; i++) {
    j.at(j.nowUs + random(3000))
    const what = random(20)
    if (what === 0) {
      for (const r of running.splice(0)) {
        busySpans.push({ from: r.at, to: j.nowUs })
        j.work('ABANDONED', NODE, waiting.length, running.length)
      }
      while (waiting.length > 0) {
        waits.push({ from: waiting.shift()!.at, to: j.nowUs })
        j.work('ABANDONED', NODE, waiting.length, 0)
      }
    } else if (what < 11) {
      arrivals++
      if (running.length < 2) {
        running.push({ at: j.nowUs })
        j.work('STARTED', NODE, waiting.length, running.length)
      } else if (waiting.length >= 5) j.work('REFUSED', NODE, waiting.length, running.length)
      else {
        waiting.push({ at: j.nowUs })
        j.work('QUEUED', NODE, waiting.length, running.length)
      }
    } else if (running.length > 0) {
      busySpans.push({ from: running.shift()!.at, to: j.nowUs })
      j.work('FINISHED', NODE, waiting.length, running.length)
      if (waiting.length > 0) {
        waits.push({ from: waiting.shift()!.at, to: j.nowUs })
        running.push({ at: j.nowUs })
        j.work('STARTED', NODE, waiting.length, running.length)
      }
    }
  }
  const observation = see()
  for (const w of waiting) waits.push({ from: w.at, to: j.nowUs })
  for (const r of running) busySpans.push({ from: r.at, to: j.nowUs })
  return { j, observation, see, waits, busySpans, arrivals }
}

const clipped = (spans: { from: number; to: number }[], from: number, to: number): number =>
  spans.reduce((sum, s) => sum + Math.max(0, Math.min(s.to, to) - Math.max(s.from, from)), 0)

describe("Little's law", () => {
  it.each([1, 2, 3, 4, 5])('holds to the microsecond on a random queue with crashes, seed %i', (seed) => {
    const { j, observation, waits, busySpans, arrivals } = randomQueue(seed, 3000)
    const totals = observation.saturation.totals(NODE, j.nowUs)
    expect(totals.waitsUs).toBe(clipped(waits, 0, j.nowUs))
    expect(totals.queueIntegralUs).toBe(totals.waitsUs)
    expect(totals.busyIntegralUs).toBe(clipped(busySpans, 0, j.nowUs))
    expect(totals.arrivals).toBe(arrivals)
  })

  it('holds over any window, the waits clipped to it', () => {
    const first = randomQueue(9, 500)
    const from = first.observation.saturation.totals(NODE, first.j.nowUs)
    const whole = randomQueue(9, 1500)
    const to = whole.observation.saturation.totals(NODE, whole.j.nowUs)
    const waits = clipped(whole.waits, from.atUs, to.atUs)
    expect(waits).toBeGreaterThan(0)
    expect(to.waitsUs - from.waitsUs).toBe(waits)
    expect(to.queueIntegralUs - from.queueIntegralUs).toBe(waits)
  })

  it('fails on a journal whose depths do not follow from who came and went', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(0).work('QUEUED', NODE, 1, 2).at(10).work('FINISHED', NODE, 3, 1).at(20)
    const totals = see().saturation.totals(NODE, 20)
    expect(totals.queueIntegralUs).not.toBe(totals.waitsUs)
  })
})

describe('utilisation', () => {
  it('is the busy share of the workers over the last second', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(0).work('STARTED', NODE, 0, 1).at(3_000_000).work('STARTED', NODE, 0, 2).at(3_500_000)
    expect(see().saturation.utilisation(NODE, 3_500_000)).toBeCloseTo(0.75, 12)
    j.work('FINISHED', NODE, 0, 1).work('FINISHED', NODE, 0, 0).at(4_000_000)
    const { saturation } = see()
    expect(saturation.utilisation(NODE, 4_000_000)).toBeCloseTo(0.5, 12)
    expect(saturation.perSecond(NODE, 4_000_000)).toBeCloseTo(2, 12)
    expect(j.at(9_000_000) && see().saturation.utilisation(NODE, 9_000_000)).toBe(0)
    expect(see().saturation.perSecond(NODE, 9_000_000)).toBe(0)
  })

  it('is over the time so far in the first second', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(0).work('STARTED', NODE, 0, 1).at(100_000)
    expect(see().saturation.utilisation(NODE, 100_000)).toBe(0.5)
  })
})
