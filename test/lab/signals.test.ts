import { describe, expect, it } from 'vitest'
import { finish } from '../../src/lab/job'
import type { SignalRow, Signals } from '../../src/lab/protocol'
import { Reader } from '../../src/lab/reader'
import { SignalsReader } from '../../src/lab/signals'
import { Player } from '../../src/lab/player'
import { Checkpoints } from '../../src/lab/checkpoints'
import { Lab } from '../../src/lab/lab'
import { PRESETS } from '../../src/scenarios/presets/all'
import { Red } from '../../src/telemetry'
import { actAt, killB, labAt, slowA, small } from './runs'

const SECOND = 1_000_000
const window = (
  reader: SignalsReader,
  fromS: number,
  toS: number,
  more: { tenant?: number; open?: string } = {},
): Signals => finish(reader.window({ fromUs: fromS * SECOND, toUs: toS * SECOND, stepUs: SECOND, ...more }))
/** Failed and of unknown fate. */
const failures = ({ errors }: SignalRow): number =>
  sum(errors.filter(({ kind }) => kind === 'ended').flatMap(({ counts }) => counts))
const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0)

describe('golden signals', () => {
  it('of a journey are what a recount of its operations says', () => {
    const lab = labAt(0)
    actAt(lab, 2 * SECOND, slowA)
    actAt(lab, 3 * SECOND, killB)
    finish(lab.seek(7 * SECOND))
    const { journeys, steps } = window(new SignalsReader(lab), 0, 6)
    const rows = finish(new Reader(lab).operations({ fromUs: 0, toUs: 6 * SECOND, limit: 5_000 }))
    expect(steps).toBe(6)
    for (let i = 0; i < steps; i++) {
      const inside = (us: number) => us >= i * SECOND && us < (i + 1) * SECOND
      expect(journeys[0].rate[i]).toBe(rows.filter((row) => inside(row.invokedUs)).length)
      expect(journeys[0].samples[i]).toBe(rows.filter((row) => inside(row.returnedUs) && row.outcome === 'ok').length)
    }
    const failed = rows.filter((row) => row.returnedUs < 6 * SECOND && row.outcome !== 'ok')
    expect(failures(journeys[0])).toBe(failed.length)
    expect(failed.length).toBeGreaterThan(0)
  })

  it('asked second by second are those asked at once, and another branch has its own', () => {
    const lab = labAt(0)
    const reader = new SignalsReader(lab)
    for (let s = 1; s <= 6; s++) {
      finish(lab.seek(s * SECOND))
      window(reader, 0, s)
    }
    const grown = window(reader, 0, 6)
    expect(grown).toEqual(window(new SignalsReader(lab), 0, 6))
    actAt(lab, 3 * SECOND, slowA)
    finish(lab.seek(6 * SECOND))
    const other = window(reader, 0, 6)
    expect(other).toEqual(window(new SignalsReader(lab), 0, 6))
    expect(other).not.toEqual(grown)
  })

  it('never disturb the run', () => {
    const asked = labAt(4 * SECOND)
    const { hex } = asked.fingerprint()
    window(new SignalsReader(asked), 0, 4)
    expect(asked.fingerprint().hex).toBe(hex)
    expect(labAt(4 * SECOND).fingerprint().hex).toBe(hex)
  })
})

describe('RED of tenants', () => {
  it('adds up to that of journeys, in every bucket and every figure that counts', () => {
    const lab = new Lab({ scenario: PRESETS['hot-tenant'], seed: 7 })
    finish(lab.seek(42 * SECOND))
    const { journeys, tenants, steps } = window(new SignalsReader(lab), 30, 42)
    expect(steps).toBe(12)
    expect(tenants.map(({ id }) => id)).toEqual(['north', 'east', 'south', 'west'])
    for (let i = 0; i < steps; i++)
      for (const figure of ['rate', 'good', 'samples'] as const)
        expect(sum(tenants.map((row) => row[figure][i]))).toBe(sum(journeys.map((row) => row[figure][i])))
    expect(sum(tenants.map(failures))).toBe(sum(journeys.map(failures)))
    expect(failures(journeys[0])).toBeGreaterThan(0)
    const one = window(new SignalsReader(lab), 30, 42, { tenant: 2 })
    expect(one.journeys.map(failures)).toEqual([failures(tenants[2])])
    expect(one.services).toEqual(window(new SignalsReader(lab), 30, 42).services)
  })
  it('is none where nobody tells users apart', () => {
    expect(window(new SignalsReader(labAt(2 * SECOND)), 0, 2).tenants).toEqual([])
  })
})

describe('RED of a whole run', () => {
  it.each([1, 2, 3])('seed %d: causes add up to errors, and busy workers to the service given', (seed) => {
    const player = new Player(small, seed, new Checkpoints(), false)
    const red = new Red(player.world.cluster, player.observation)
    red.attach()
    player.advance(5 * SECOND, Infinity)
    player.look()
    const { operations, nodes } = red.cut(player.timeUs)
    for (const { causes, failed, unknown, invoked, ok, late } of operations[0]) {
      expect(sum(causes)).toBe(failed + unknown)
      expect(invoked - ok - late - failed - unknown).toBe(player.observation.operations.size)
    }
    nodes.forEach((node, n) => {
      const underWay = player.world.cluster.nodes[n].busy
      if (underWay === 0) expect(node.servedUs).toBe(node.busyUs)
      else expect(node.servedUs).toBeLessThan(node.busyUs)
      expect(node.goneUs).toBeLessThanOrEqual(node.servedUs)
    })
  })
})

describe('errors that a service itself makes', () => {
  it.each([
    ['a dependency', 'storefront', { group: 'recommendations' }],
    ['a server', 'web-tier', { group: 'server' }],
  ])(
    'of %s are its own, all that it answers where it always fails; and listening changes nothing of the run',
    (_, preset, target) => {
      const lab = new Lab({ scenario: PRESETS[preset], seed: 7 })
      finish(lab.seek(10 * SECOND))
      finish(lab.act({ kind: 'degrade', target, errorRate: 1 }))
      finish(lab.seek(15 * SECOND))
      const { hex } = lab.fingerprint()
      const { services, members } = window(new SignalsReader(lab), 10, 15, { open: target.group })
      const row = services.find(({ id }) => id === target.group)!
      const [most] = row.errors
      expect(most.kind).toBe('own')
      expect(sum(most.counts)).toBe(sum(row.good))
      expect(sum(most.counts)).toBeGreaterThan(0)
      const ofMembers = members.flatMap(({ errors }) => errors.filter(({ kind }) => kind === 'own'))
      expect(sum(ofMembers.flatMap(({ counts }) => counts))).toBe(sum(most.counts))
      expect(lab.fingerprint().hex).toBe(hex)
      finish(lab.seek(16 * SECOND))
      const before = window(new SignalsReader(lab), 0, 9).services.flatMap(({ errors }) => errors)
      expect(before.filter(({ kind }) => kind === 'own')).toEqual([])
    },
  )
})
