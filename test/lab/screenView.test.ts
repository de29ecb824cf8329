import { describe, expect, it } from 'vitest'
import { OUTCOME_CAUSES, RETURN_FLAG } from '../../src/cluster/journal'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { Reader } from '../../src/lab/reader'
import type { ScreenPart, ScreenTile } from '../../src/lab/screenView'
import { screenView } from '../../src/lab/screenView'

const SECOND = 1_000_000
const at = (scenario: string, seconds: number): Lab => {
  const lab = new Lab({ scenario, seed: 2 })
  finish(lab.seek(seconds * SECOND))
  return lab
}
const tile = (lab: Lab, part: ScreenPart): ScreenTile => screenView(lab.player).tiles.find((t) => t.part === part)!

describe('what users see', () => {
  it('is made of the latest answers, each of a real operation of the run', () => {
    const lab = at('storefront', 5)
    const parts = screenView(lab.player).tiles.map(({ part, journey }) => `${journey} ${part}`)
    expect(parts).toEqual([
      'checkout payment',
      'checkout order',
      'dashboard figures',
      'dashboard extras',
      'report report',
    ])
    for (const { answer, journey } of screenView(lab.player).tiles) {
      const trace = finish(new Reader(lab).trace(answer!.client, answer!.count))!
      expect(lab.player.world.journeys[trace.operation.journey]).toBe(journey)
      expect(trace.operation).toMatchObject({ returnedUs: answer!.returnedUs, outcome: 'ok' })
    }
  })

  it('counts every answer, and those that were less than whole by their cause', () => {
    const lab = at('storefront', 5)
    const { counts } = tile(lab, 'figures')
    const dashboards = finish(new Reader(lab).operations({ fromUs: 0, toUs: 5 * SECOND, journey: 1, limit: 5_000 }))
    expect(counts.answers).toBe(dashboards.filter(({ returnedUs }) => returnedUs <= 5 * SECOND).length)
    expect(counts).toMatchObject({ degraded: 0, copied: 0, bare: 0, failed: 0 })
    finish(lab.act({ kind: 'setFlag', flag: 'recommendations', on: false }))
    lab.advance(2 * SECOND, () => false)
    const extras = tile(lab, 'extras')
    expect(extras.counts.bare).toBeGreaterThan(200)
    expect(extras.counts.bare).toBe(extras.counts.degraded)
    expect(extras.causes).toEqual([{ cause: OUTCOME_CAUSES.indexOf('switchedOff'), times: extras.counts.bare }])
    expect(screenView(lab.player).flags).toEqual([{ flag: 'recommendations', on: false }])
  })

  it('shows who fared worse for two seconds, then whoever was last', () => {
    const lab = at('failing-well', 5)
    finish(lab.act({ kind: 'kill', target: { shard: 0 } }))
    lab.advance(3 * SECOND, () => false)
    const figures = tile(lab, 'figures').answer!
    expect(figures.flags & RETURN_FLAG.copied).not.toBe(0)
    expect(figures.copyMs).toBeGreaterThanOrEqual(0)
    finish(lab.act({ kind: 'restart', target: { shard: 0 } }))
    lab.advance(4 * SECOND, () => false)
    expect(tile(lab, 'figures').answer!.flags).toBe(tile(lab, 'figures').answer!.flags & RETURN_FLAG.cached)
  })

  it('is the same after seeking back and forth', () => {
    const lab = at('failing-well', 6)
    const before = screenView(lab.player)
    finish(lab.seek(2 * SECOND))
    expect(screenView(lab.player)).not.toEqual(before)
    finish(lab.seek(6 * SECOND))
    expect(screenView(lab.player)).toEqual(before)
  })
})
