/** A checkpoint that is carried to another machine: played on from there it is the very same run; what is no checkpoint of it is refused. */
import fc from 'fast-check'
import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { reveal } from '../../src/lab/telling'
import type { Command, StampedCommand } from '../../src/cluster/command'
import { carriedFrom, standAt } from '../../src/lab/carried'
import { checkRequest } from '../../src/lab/checkRequest'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { loadBehaviour, loadServices } from '../../src/scenarios/behaviours'
import { LIMITS } from '../../src/scenarios/limits'
import { loadPreset } from '../../src/scenarios/presets'
import { MODE_NAMES } from '../../src/scenarios/modes'
import { inMode } from '../../src/lab/inMode'
import { scenarioOf } from '../../src/scenarios/scenarioOf'
import { ENGINE_VERSION } from '../../src/scenarios/world'
import { chartOf } from '../../src/lab/chart'
import { killB, labAt, slowA, small } from './runs'

const SECOND = 1_000_000
const stamped = (atUs: number, command: Command): StampedCommand => ({
  atUs,
  afterEvents: Number.MAX_SAFE_INTEGER,
  command,
})
const acts = (): StampedCommand[] => [stamped(SECOND, killB), stamped(4 * SECOND, slowA)]
const sent = (lab: Lab): Uint8Array => carriedFrom(lab) as Uint8Array
const withActs = (timeUs: number): Lab => {
  const lab = labAt(0)
  finish(lab.receive(acts()))
  finish(lab.seek(timeUs))
  return lab
}
const bytesAt3 = (): Uint8Array => sent(withActs(3 * SECOND))

describe('a checkpoint that is carried', () => {
  const presets = ['storefront', 'payments', 'quorum-disk', 'autoscale', 'queue-backlog', 'stream-rebalance']
  it.each(presets)('goes on as the straight run: %s', async (preset) => {
    await loadPreset(preset)
    const run = { scenario: preset, seed: 11 }
    await loadServices(scenarioOf(run))
    const straight = new Lab(run)
    finish(straight.seek(4 * SECOND))
    const late = new Lab(run)
    standAt(late, sent(straight), 4 * SECOND)
    expect(late.fingerprint()).toEqual(straight.fingerprint())
    for (const lab of [straight, late]) finish(lab.seek(8 * SECOND))
    expect(late.fingerprint()).toEqual(straight.fingerprint())
  })
  it('fits a run in which something is still concealed that was told where it was taken', () => {
    const concealed = stamped(SECOND, { ...killB, concealed: { by: 'fault-1' } })
    const [told, late] = [0, 1].map(() => {
      const lab = labAt(0)
      finish(lab.receive([{ ...concealed }]))
      return lab
    })
    finish(told.seek(2 * SECOND))
    reveal(told, 'fault-1')
    standAt(late, sent(told), 2 * SECOND)
    expect(late.fingerprint()).toEqual(told.fingerprint())
    expect(late.canUndo).toBeNull()
  })
  it.each(MODE_NAMES)('goes on as the straight run in mode %s', async (mode) => {
    await loadPreset('storefront')
    await loadBehaviour(mode)
    const { scenario, seed } = inMode(
      { engine: ENGINE_VERSION, scenario: 'storefront', seed: 3, policies: {}, commands: [], horizonUs: 0 },
      mode,
    )
    const kill = stamped(SECOND, { kind: 'kill', target: { node: 'shard-1b' } })
    const [straight, late] = [0, 1].map(() => {
      const lab = new Lab({ scenario, seed })
      finish(lab.receive([{ ...kill }]))
      return lab
    })
    finish(straight.seek(2 * SECOND))
    standAt(late, sent(straight), 2 * SECOND)
    for (const lab of [straight, late]) finish(lab.seek(4 * SECOND))
    expect(late.fingerprint()).toEqual(straight.fingerprint())
  })
  it('at any moment, with commands before and behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * SECOND }), (atUs) => {
        const late = withActs(0)
        standAt(late, sent(withActs(atUs)), atUs)
        expect(late.timeUs).toBe(atUs)
        finish(late.seek(6 * SECOND))
        expect(late.fingerprint()).toEqual(withActs(6 * SECOND).fingerprint())
      }),
      { numRuns: 15 },
    )
  })
  it('was not played from the beginning: of the time before it the charts know nothing, of the time after it all', () => {
    const late = withActs(0)
    standAt(late, bytesAt3(), 3 * SECOND)
    finish(late.seek(5 * SECOND))
    const straight = withActs(5 * SECOND)
    const [mine, theirs] = [late, straight].map((lab) => chartOf(lab, { fromUs: 0, toUs: 5 * SECOND, steps: 50 })!)
    expect(theirs.columns.slice(1, 20).every(Number.isFinite)).toBe(true)
    expect(mine.columns.slice(1, 20).every(Number.isNaN)).toBe(true)
    expect(mine.columns.slice(40, 50)).toEqual(theirs.columns.slice(40, 50))
  })
  it('is a shortcut alone: a seek before it plays from the beginning, and fills the charts', () => {
    const late = withActs(0)
    standAt(late, bytesAt3(), 3 * SECOND)
    finish(late.seek(2 * SECOND))
    expect(late.fingerprint()).toEqual(withActs(2 * SECOND).fingerprint())
    finish(late.seek(5 * SECOND))
    expect(late.fingerprint()).toEqual(withActs(5 * SECOND).fingerprint())
  })
})

describe('what is no checkpoint of this run', () => {
  let good: Uint8Array
  beforeAll(() => {
    good = bytesAt3()
  })
  const refused = (lab: Lab, bytes: Uint8Array, why: string, untilUs = 3 * SECOND): void => {
    const before = lab.fingerprint()
    const error = expect.objectContaining({ code: 'checkpoint.unfit', params: { why } }) as Error
    expect(() => standAt(lab, bytes, untilUs)).toThrow(error)
    expect(lab.fingerprint()).toEqual(before)
    finish(lab.seek(6 * SECOND))
  }
  it('is refused, and nothing has changed: another seed’s, other commands’, or one beyond what may be played', () => {
    refused(new Lab({ scenario: small, seed: 8 }), good, 'run')
    refused(labAt(0), good, 'commands')
    refused(withActs(0), good, 'late', 2 * SECOND)
    const more = withActs(0)
    finish(more.receive([stamped(5 * SECOND, { kind: 'healAll' })]))
    standAt(more, good, 3 * SECOND)
    const between = labAt(0)
    finish(between.receive([acts()[0], stamped(2 * SECOND, { kind: 'healAll' })]))
    refused(between, good, 'commands')
  })
  it('is refused where it is of another format, cut short, or too large', () => {
    refused(
      withActs(0),
      good.map((byte, i) => (i === 0 ? 9 : byte)),
      'format',
    )
    refused(withActs(0), good.subarray(0, 200), 'damaged')
    refused(withActs(0), new Uint8Array(LIMITS.carriedBytes + 1).fill(1), 'format')
    refused(withActs(0), new Uint8Array([1]), 'damaged')
    const bomb = deflateRawSync(new Uint8Array(LIMITS.carriedUnpackedBytes + 1))
    refused(withActs(0), Uint8Array.from([1, ...bomb]), 'large')
  })
  it('is refused or played, wherever a byte of it is another', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = good.slice()
        bytes[at % bytes.length] = byte
        const lab = withActs(0)
        try {
          standAt(lab, bytes, 3 * SECOND)
        } catch (error) {
          expect(error).toMatchObject({ code: 'checkpoint.unfit' })
          expect(lab.timeUs).toBe(0)
        }
      }),
      { numRuns: 60 },
    )
  })
  it('does not pass the gate for requests where it is no bytes', () => {
    expect(checkRequest({ do: 'stand', bytes: good, untilUs: 7 })).toEqual({ do: 'stand', bytes: good, untilUs: 7 })
    for (const [bytes, untilUs] of [
      ['AAAA', 0],
      [{ length: 3 }, 0],
      [good, -1],
    ] as const)
      expect(() => checkRequest({ do: 'stand', bytes, untilUs })).toThrow('request.invalid')
  })
  it('shows at the next fingerprint where its state was tampered with', () => {
    const straight = withActs(3 * SECOND)
    for (const node of straight.player.world.cluster.nodes) node.slowFactor *= 3
    const late = withActs(0)
    standAt(late, sent(straight), 3 * SECOND)
    finish(late.seek(5 * SECOND))
    expect(late.fingerprint().hex).not.toBe(withActs(5 * SECOND).fingerprint().hex)
  })
  it('has no state that this engine cannot stand at', () => {
    const straight = withActs(3 * SECOND)
    const { world } = straight.player
    const saved = world.save()
    world.save = () => ({ cluster: { ...saved.cluster, nodes: [] } })
    refused(withActs(0), sent(straight), 'state')
  })
})
