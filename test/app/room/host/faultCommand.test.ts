/** Faults by hand: each kind at each place it can be is a command that the gate admits, and its cause is one that learners can name. */
import { describe, expect, it } from 'vitest'
import type { FaultPart } from '../../../../src/app/room/host/faultCommand'
import {
  causesOfPart,
  commandOfPart,
  HAND_FAULTS,
  handCommand,
  NEW_PART,
  placesFor,
  strengthOf,
} from '../../../../src/app/room/host/faultCommand'
import type { Command } from '../../../../src/cluster/command'
import { causeOf, isCause } from '../../../../src/classroom/causes'
import { CAUSE_KINDS, placesOf } from '../../../../src/classroom/suspects'
import { presetOf } from '../../../../src/scenarios/presets'
import { read } from '../../../../src/scenarios/schema/fields'
import { command } from '../../../../src/scenarios/schema/faults'
import { topologyOf } from '../../graph/fakeCluster'

const topology = topologyOf(presetOf('storefront')!)

const part = (more: Partial<FaultPart>): FaultPart => ({ ...NEW_PART, ...more })

describe.each(HAND_FAULTS)('%s', (kind) => {
  const places = placesFor(kind, topology)
  const made = (place: string, strength = '') =>
    commandOfPart(part({ kind, place, side: [place], strength }), topology) as Command
  it('can be somewhere, is admitted, and can be named by a learner', () => {
    expect(places.length).toBeGreaterThan(0)
    const suspects = ['', ...placesOf(topology)]
    for (const place of places) {
      const done = made(place)
      expect(read(command, done, 'command', 1_000)).toEqual(done)
      const cause = causeOf(done)
      expect(CAUSE_KINDS).toContain(cause.kind)
      expect(suspects.some((where) => isCause({ kind: cause.kind, where }, [cause]))).toBe(true)
    }
  })
  it('keeps within its bounds whatever is typed', () => {
    for (const typed of ['-1e30', '0', '1e30']) {
      const done = made(places[0], typed)
      expect(read(command, done, 'command', 1_000)).toEqual(done)
    }
  })
})

describe('which way', () => {
  const link = 'link node api-1>node shard-1a'
  const cut = (way: FaultPart['way']) => commandOfPart(part({ kind: 'cut', place: link, way }), topology)
  it('a link is cut both ways or in one direction only', () => {
    expect(cut('both')).toEqual({ kind: 'cut', link: { from: { node: 'api-1' }, to: { node: 'shard-1a' } } })
    expect(cut('there')).toMatchObject({ link: { from: { node: 'api-1' }, oneWay: true } })
    expect(cut('back')).toMatchObject({ link: { from: { node: 'shard-1a' }, to: { node: 'api-1' }, oneWay: true } })
  })
  it('and named rightly from either end', () => {
    expect(isCause({ kind: 'cut', where: link }, [causeOf(cut('back')!)])).toBe(true)
  })
})

describe('a partition', () => {
  const parted = (more: Partial<FaultPart>) => commandOfPart(part({ kind: 'partition', ...more }), topology)
  const sides = (made: Command | null) => (made?.kind === 'partition' ? made.groups : [])
  const isStore = ({ shard }: { shard: number }) => shard >= 0
  it('has the chosen on one side, and everything else on the other', () => {
    const [side, rest] = sides(parted({ side: ['node shard-1a', 'node api-1'] }))
    expect(side).toEqual([{ node: 'shard-1a' }, { node: 'api-1' }])
    expect(rest).toHaveLength(topology.nodes.length - 2)
  })
  it('or only the others of the same shard', () => {
    const [, rest] = sides(parted({ side: ['node shard-1a'], from: 'peers' }))
    expect(rest).toEqual(
      topology.nodes
        .filter((node) => isStore(node) && node.id.startsWith('shard-1') && node.id !== 'shard-1a')
        .map(({ id }) => ({ node: id })),
    )
  })
  it('with nobody on a side is none', () => {
    expect(parted({ side: [] })).toBeNull()
    expect(parted({ side: ['node nobody'] })).toBeNull()
    expect(parted({ side: placesFor('partition', topology) })).toBeNull()
  })
  it('of one place is also named as that place’s isolation, and one from its peers is not', () => {
    const causes = (more: Partial<FaultPart>) => {
      const one = part({ kind: 'partition', ...more })
      return causesOfPart(one, commandOfPart(one, topology)!)
    }
    const isolation = { kind: 'isolate', where: 'node shard-1a' } as const
    expect(causes({ side: ['node shard-1a'] })).toContainEqual(isolation)
    expect(causes({ side: ['node shard-1a'], from: 'peers' })).not.toContainEqual(isolation)
    expect(causes({ side: ['node shard-1a', 'node shard-2a'] })).toEqual([{ kind: 'partition', where: '' }])
  })
})

describe('how much', () => {
  it('is in the unit that is shown', () => {
    expect(handCommand('delay', 'link node api-1>node shard-1a', 80)).toMatchObject({ addedUs: 80_000 })
    expect(handCommand('lose', 'link node api-1>node shard-1a', 10)).toMatchObject({ probability: 0.1 })
    expect(handCommand('offsetClock', 'shard 0', 250)).toMatchObject({ target: { shard: 0 }, offsetUs: 250_000 })
    expect(strengthOf('kill')).toBeNull()
  })
  it('only what others lean on degrades', () => {
    expect(placesFor('degrade', topology)).toContain('group recommendations')
    expect(placesFor('degrade', topology)).not.toContain('group store')
  })
})
