import { describe, expect, it } from 'vitest'
import { linkDetails, nodeDetails } from '../../src/lab/details'
import { finish } from '../../src/lab/job'
import { Reader } from '../../src/lab/reader'
import { actAt, holdApi, killB, labAt } from './runs'

const SECOND = 1_000_000

describe('a question about the past', () => {
  it('never disturbs the run: its fingerprint goes on as if none had been asked', () => {
    const asked = labAt(2 * SECOND)
    const quiet = labAt(2 * SECOND)
    const reader = new Reader(asked)
    for (let i = 0; i < 4; i++) {
      const rows = finish(reader.operations({ fromUs: 0, toUs: 2 * SECOND, limit: 50 }))
      finish(reader.trace(rows[0].client, rows[0].count))
      finish(reader.spaceTime(SECOND, SECOND + 50_000))
      nodeDetails(asked.player, 3)
      linkDetails(asked.player, 0)
      asked.advance(300_000, () => false)
      quiet.advance(300_000, () => false)
      expect(asked.fingerprint()).toEqual(quiet.fingerprint())
    }
    expect(asked.player.observation.summary()).toEqual(quiet.player.observation.summary())
  })

  it('finds the operations that the charts counted', () => {
    const lab = labAt(2 * SECOND)
    const rows = finish(new Reader(lab).operations({ fromUs: SECOND, toUs: 1_500_000, limit: 1000 }))
    const chart = lab.player.track.store!.chart(SECOND, 1_500_000, 5)
    let invoked = 0
    for (let i = 0; i < chart.steps; i++) invoked += chart.columns[i]
    expect(rows).toHaveLength(invoked)
    expect(rows.every((r) => r.invokedUs >= SECOND && r.invokedUs < 1_500_000)).toBe(true)
  })

  it('finds the failed ones of a branch, and those only there', () => {
    const lab = labAt(2 * SECOND)
    actAt(lab, SECOND, { kind: 'kill', target: { shard: 0 } })
    finish(lab.seek(2 * SECOND))
    const failed = (): number =>
      finish(new Reader(lab).operations({ fromUs: SECOND, toUs: 1_500_000, only: 'failed', limit: 99 })).length
    expect(failed()).toBeGreaterThan(5)
    finish(lab.select(0))
    expect(failed()).toBe(0)
  })

  it('tells of a search whether the branch has come far enough for it to be whole', () => {
    const lab = labAt(SECOND)
    const reader = new Reader(lab)
    const search = () => finish(reader.traces({ fromUs: 0, toUs: 2 * SECOND }))
    const first = search()
    expect(first.isWhole).toBe(false)
    finish(lab.seek(4 * SECOND))
    const later = search()
    expect(later.isWhole).toBe(true)
    expect(later.ended).toBeGreaterThan(first.ended)
  })

  it('traces an operation from its invocation to its return, whenever it was', () => {
    const lab = labAt(3 * SECOND, 7, { intervalEvents: 100 })
    const reader = new Reader(lab)
    const rows = finish(reader.operations({ fromUs: 0, toUs: 3 * SECOND, limit: 500 }))
    for (const row of [rows[0], rows[40], rows[rows.length - 1]]) {
      const { operation, records } = finish(reader.trace(row.client, row.count))!
      expect(operation).toEqual(row)
      expect(records[0]).toMatchObject({ kind: 'invoke', atUs: row.invokedUs })
      if (row.outcome !== 'open')
        expect(records.some((r) => r.kind === 'return' && r.atUs === row.returnedUs)).toBe(true)
    }
    expect(finish(reader.trace(0, 999_999))).toBeNull()
    expect(finish(reader.trace(99, 1))).toBeNull()
  })

  it('draws messages that were under way at its beginning', () => {
    const lab = labAt(2 * SECOND)
    const reader = new Reader(lab)
    const [link, sentUs, endUs] = finish(reader.spaceTime(SECOND, SECOND + 50_000)).arrows
    const within = finish(reader.spaceTime(sentUs + 1, sentUs + 50_000))
    expect([...within.arrows.subarray(0, 3)]).toEqual([link, sentUs, endUs])
    expect(within.arrowCount).toBeGreaterThan(3)
  })
})

describe('details of the present', () => {
  it('of a replica: its keys, the ones it is behind on first', () => {
    const lab = labAt(2 * SECOND)
    finish(lab.act(killB))
    lab.advance(SECOND, () => false)
    const index = lab.player.world.cluster.nodes.findIndex((n) => n.id === 'shard-1b')
    const { keys, fields } = nodeDetails(lab.player, index)
    expect(fields.find((f) => f.code === 'state')?.value).toBe('down')
    expect(keys.filter((k) => !k.newest)).toHaveLength(lab.player.observation.divergence.behindKeys[index])
    expect(keys[0].newest).toBe(false)
    expect(() => nodeDetails(lab.player, 99)).toThrow('query.noSuchNode')
  })

  it('of a link: the messages on it, held ones first', () => {
    const lab = labAt(SECOND)
    finish(lab.act(holdApi))
    lab.advance(300_000, () => false)
    const link = lab.player.world.cluster.links.find((l) => l.held.length > 0)!
    const { messages, fields } = linkDetails(lab.player, link.index)
    expect(messages.filter((m) => m.held)).toHaveLength(link.held.length)
    expect(fields.find((f) => f.code === 'state')?.value).toBe('held')
  })
})
