/** What stays of versions that meet: what is built in as a policy, wherever stores have conflicts, and what others do to a run. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import { MERGE } from '../../src/decisions/merge/contract'
import firstWriter from '../../src/decisions/merge/firstWriter.ts?raw'
import greatest from '../../src/decisions/merge/greatest.ts?raw'
import keepAll from '../../src/decisions/merge/keepAll.ts?raw'
import lastWriter from '../../src/decisions/merge/lastWriter.ts?raw'
import mine from '../../src/decisions/merge/mine.ts?raw'
import oneAuthority from '../../src/decisions/merge/oneAuthority.ts?raw'
import type { MergeContext } from '../../src/decisions/faultline'
import { Checkpoints } from '../../src/lab/checkpoints'
import { Player } from '../../src/lab/player'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import type { Scenario } from '../../src/scenarios/scenario'
import { applying, codeOf, libraryOf } from '../policies/applied'
import { QUORUM, movingShop } from '../scenarios/movingShop'
import { expectSameRun, figures, play } from './play'

const SECOND = 1_000_000
const DYNAMO: ReplicationSpec = {
  mode: 'dynamo',
  n: 3,
  ack: 'synced',
  timeoutUs: 200_000,
  versions: 'vectorClock',
  readRepair: 'background',
  sloppyQuorum: true,
  hintedHandoff: true,
  membership: 'silence',
  antiEntropyUs: 500_000,
  majorities: false,
  readBeforeWrite: false,
}
const leaders = (
  resolution: 'lastWriterWins' | 'keepSiblings' | 'merge',
  merge?: 'max' | 'union',
): ReplicationSpec => ({
  ...{ mode: 'multileader', resolution, retryUs: 200_000 },
  ...(merge ? { merge } : {}),
})
const REGISTER: ReplicationSpec = { mode: 'crdt', type: 'lwwRegister', exchange: 'delta', everyUs: 200_000 }

const cutOff: Command = {
  kind: 'partition',
  groups: [[{ node: 'shard-1a' }], [{ node: 'shard-1b' }, { node: 'shard-1c' }]],
}
const heal: Command = { kind: 'healAll' }

/** A few users write all the time, each to whichever replica is asked. */
function busy(replication: ReplicationSpec): Scenario {
  const { groups, ...rest } = movingShop({ replication, shards: 1, shardsMax: 1, w: 1, r: 1 })
  const users = { count: 2_000, active: 40, zipf: 0 }
  return { ...rest, groups: groups.map((group) => (group.role === 'clients' ? { ...group, users } : group)) }
}
/** Keys on which replicas differ once a partition, in which all were written on both sides, has healed, and all was told. */
function divergedAtEnd(replication: ReplicationSpec, text: string | null): number {
  const code = text === null ? null : codeOf('merge', text)
  const library = code ? libraryOf(code) : undefined
  const player = new Player(
    {
      ...busy(replication),
      faults: [
        { atUs: 1_000, ...cutOff },
        { atUs: 1_100_000, ...heal },
      ],
    },
    7,
    new Checkpoints(),
    false,
    0,
    library,
  )
  player.track.commands = [
    ...(code ? [applying(code)] : []),
    {
      atUs: SECOND,
      afterEvents: Number.MAX_SAFE_INTEGER,
      command: { kind: 'kill', target: { group: 'customers' } },
    },
  ]
  player.advance(4 * SECOND, Infinity)
  player.world.cluster.journal.flush()
  return player.observation.divergence.divergedKeys
}

/** One replica is cut off from the others for a second, another dies and comes again. */
const TROUBLE: Record<number, Command> = {
  500_000: cutOff,
  1_500_000: heal,
  1_700_000: { kind: 'kill', target: { node: 'shard-1b' } },
  2_200_000: { kind: 'restart', target: { node: 'shard-1b' } },
}

describe('the built-in decision as a policy', () => {
  it.each<[string, ReplicationSpec, string]>([
    ['quorums', QUORUM, lastWriter],
    ['Dynamo, stamps', { ...DYNAMO, versions: 'lastWriter' }, lastWriter],
    ['Dynamo, clocks', DYNAMO, keepAll],
    ['leaders, last writer', leaders('lastWriterWins'), lastWriter],
    ['leaders, siblings', leaders('keepSiblings'), keepAll],
    ['leaders, greatest', leaders('merge', 'max'), greatest],
    ['leaders, all values', leaders('merge', 'union'), keepAll],
    ['a last-writer register', REGISTER, lastWriter],
  ])('runs the very same run, with conflicts and crashes: %s', (_, replication, text) => {
    expectSameRun(busy(replication), ['merge', text], { forUs: 3 * SECOND, faults: TROUBLE })
  })
})

describe('another decision', () => {
  const STORES: [string, ReplicationSpec][] = [
    ['leaders, last writer', leaders('lastWriterWins')],
    ['leaders, siblings', leaders('keepSiblings')],
    ['a last-writer register', REGISTER],
  ]
  it.each(STORES)('what is here already: replicas differ for good, and all goes on: %s', (_, replication) => {
    expect(divergedAtEnd(replication, null)).toBe(0)
    expect(divergedAtEnd(replication, mine)).toBeGreaterThan(5)
  })
  it('what is here already, where replicas compare one by one: who decides first decides for whoever hears of it', () => {
    expect(divergedAtEnd(DYNAMO, mine)).toBe(0)
    const { world } = play(busy(DYNAMO), ['merge', mine], { forUs: 3 * SECOND, faults: TROUBLE })
    expect(world.desk.inForce()[0].decisions).toBeGreaterThan(10)
  })
  it.each(STORES)('the last writer: replicas come to the same: %s', (_, replication) => {
    expect(divergedAtEnd(replication, lastWriter)).toBe(0)
  })
  it('of stamps alone, any that does not mind order: replicas come to the same', () => {
    for (const text of [firstWriter, greatest, oneAuthority]) expect(divergedAtEnd(REGISTER, text), text).toBe(0)
  })
  it('the first writer, where clocks tell what follows from what: a write that was superseded comes back, and replicas differ', () => {
    expect(divergedAtEnd(leaders('lastWriterWins'), firstWriter)).toBeGreaterThan(0)
  })
  it('the first writer, in a store that knows stamps alone: nothing written later is ever read', () => {
    const stale = (text: string | null): number =>
      figures(busy(QUORUM), ['merge', text], { forUs: 3 * SECOND }).staleness.ratio ?? 0
    expect(stale(firstWriter)).toBeGreaterThan(0.5)
    expect(stale(null)).toBeLessThan(0.1)
  })
  it('one stays, where siblings could: acknowledged writes are told as lost', () => {
    const lost = (text: string | null): number =>
      figures(busy(leaders('keepSiblings')), ['merge', text], { forUs: 3 * SECOND, faults: TROUBLE }).writesLost
    expect(lost(null)).toBe(0)
    expect(lost(lastWriter)).toBeGreaterThan(10)
  })
})

describe('answers', () => {
  const version = { value: 1, stampUs: 5, writer: 'shard-1a', isMine: true }
  const context: MergeContext = {
    ...{ nowUs: 0, random: () => 0.5, randomInt: () => 0 },
    ...{
      key: 3,
      versions: [version, { ...version, value: 2, isMine: false }],
      keepsSiblings: true,
      areConcurrent: true,
    },
  }
  const codes = (keepsSiblings: boolean): (string | null)[] =>
    [0, 1, 'all', 2, -1, 0.5, NaN, undefined, null, 'none', { value: 1 }].map(
      (answer) => MERGE.problemOf(answer, { ...context, keepsSiblings })?.code ?? null,
    )
  it('name a version that was offered, or all where siblings can be kept; anything else is refused', () => {
    const rest = ['outOfRange', 'outOfRange', ...Array<string>(6).fill('notIndex')]
    expect(codes(true)).toEqual([null, null, null, ...rest])
    expect(codes(false)).toEqual([null, null, 'notIndex', ...rest])
  })
  it.each(['9', 'NaN', 'undefined', "'all'", 'versions[0]'])(
    'of code that names none: what is built in stands in: %s',
    (answer) => {
      const scenario = busy(QUORUM)
      const text = `export default function bad({ versions }) { return ${answer} }`
      const { world } = play(scenario, ['merge', text], { forUs: SECOND })
      expect(world.desk.inForce()).toMatchObject([{ decisions: 0, failures: 20, off: true }])
    },
  )
})
