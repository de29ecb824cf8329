import { describe, expect, it } from 'vitest'
import type { JourneyObjective } from '../../../src/telemetry'
import { JournalBuilder, SHAPE, observed } from '../journalBuilder'

const SECOND = 1_000_000
const promise = (journey: number): JourneyObjective => ({
  journey,
  kind: 'availability',
  target: 0.99,
  thresholdUs: 0,
  periodUs: 4_320 * SECOND,
})
/** A hundred operations a second of each journey; those that end within these seconds fail. */
function run(untilS: number, failing: { journey: number; fromS: number; toS: number; share?: number }[]) {
  const j = new JournalBuilder()
  const { see } = observed(j, { ...SHAPE, objectives: [promise(0), promise(1)] })
  for (let n = 0; n < untilS * 100; n++) {
    for (const journey of [0, 1]) {
      const count = 2 * n + journey + 1
      const seconds = n / 100
      const fails = failing.some(
        (f) => f.journey === journey && seconds >= f.fromS && seconds < f.toS && n % 100 < 100 * (f.share ?? 1),
      )
      j.at(n * 10_000).invoke(0, count, 2 * journey)
      j.returns(0, count, { outcome: fails ? 'fail' : 'ok' })
    }
  }
  j.at(untilS * SECOND)
  return see().objectives.incidents
}

describe('an incident', () => {
  it('starts with the first bad operation, is detected by the alert, mitigated with the last bad one, ended with the alert', () => {
    const { list, open } = run(120, [{ journey: 0, fromS: 40, toS: 50 }])
    // All fail: 14.4 % of six seconds after 0.86 s. The short window of the second rule, 3 s at 6 %, is the last to forget.
    const [incident] = list
    expect(list).toHaveLength(1)
    expect(incident).toMatchObject({ startUs: 40 * SECOND, detectedUs: 40.9 * SECOND, paged: true, objectives: [0] })
    expect(incident.mitigatedUs).toBe(49.99 * SECOND)
    expect(open).toBeNull()
    expect(list[0].endedUs).toBeGreaterThan(list[0].mitigatedUs)
  })

  it('stays open while an alert fires, and is not mitigated while it burns', () => {
    const { open } = run(45, [{ journey: 1, fromS: 40, toS: 45 }])
    expect(open).toMatchObject({ startUs: 40 * SECOND, mitigatedUs: -1, endedUs: -1, objectives: [1] })
  })

  it('is one, however many objectives burn, and even if they burn again soon after', () => {
    const { list } = run(200, [
      { journey: 1, fromS: 40, toS: 44 },
      { journey: 0, fromS: 42, toS: 46 },
      { journey: 1, fromS: 48, toS: 52 },
    ])
    expect(list).toHaveLength(1)
    expect(list[0]).toMatchObject({ startUs: 40 * SECOND, mitigatedUs: 51.99 * SECOND, objectives: [1, 0] })
  })

  it('is not made by what the budget allows, nor by a blip', () => {
    expect(run(120, [{ journey: 0, fromS: 0, toS: 120, share: 0.01 }]).list).toEqual([])
    expect(run(120, [{ journey: 0, fromS: 60, toS: 60.4 }]).list).toEqual([])
  })

  it('that burns slowly is a ticket, not a page', () => {
    const { list } = run(300, [{ journey: 0, fromS: 0, toS: 300, share: 0.03 }])
    expect(list[0]).toMatchObject({ paged: false, objectives: [0] })
    expect(list[0].detectedUs).toBeGreaterThan(100 * SECOND)
  })

  it('adds to the means of the run when it ends', () => {
    const incidents = run(400, [
      { journey: 0, fromS: 40, toS: 50 },
      { journey: 0, fromS: 200, toS: 230 },
    ])
    const ended = incidents.list
    expect(incidents.ended).toBe(2)
    const sum = (of: (i: (typeof ended)[number]) => number) => ended.reduce((all, i) => all + of(i) - i.startUs, 0)
    expect(incidents.detectUs).toBe(sum((i) => i.detectedUs))
    expect(incidents.mitigateUs).toBe(sum((i) => i.mitigatedUs))
    expect(incidents.repairUs).toBe(sum((i) => i.endedUs))
  })
})
