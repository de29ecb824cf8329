import { describe, expect, it } from 'vitest'
import type { ClusterNode, SimulatedCluster, StampedCommand } from '../../../src/cluster'
import { wholeRun } from '../../../src/lab/wholeRun'
import { PRESETS } from '../../../src/scenarios/presets/all'
import { streamInvariants } from '../../../src/services/stream'

const SECOND = 1_000_000
const cluster = null as unknown as SimulatedCluster

/** A stream of one partition with three entries, and two consumers of its one group. */
function planted(committed: number, parts: [generation: number, partitions: number[]][], appended = 3): ClusterNode[] {
  const group = { committed: [committed], generation: 2 }
  const stream = { index: 0, state: { partitions: [{ start: 0, entries: [1, 2, 3] }], groups: [group], appended } }
  const consumers = parts.map(([generation, partitions], i) => ({
    index: i + 1,
    up: true,
    config: { group: 0 },
    state: { generation, parts: new Map(partitions.map((partition) => [partition, {}])) },
  }))
  return [stream, ...consumers] as unknown as ClusterNode[]
}
const codesOf = (...looks: ClusterNode[][]): string[] => {
  const memory = streamInvariants.begin()
  return looks.flatMap((nodes) => streamInvariants.look(memory, nodes, cluster).map(({ code }) => code))
}

describe('a planted breach of a stream is found, once', () => {
  it.each([
    ['committedBeyondEnd', [planted(4, []), planted(4, [])]],
    ['committedWentBack', [planted(2, []), planted(1, []), planted(0, [])]],
    [
      'partitionTwice',
      [
        planted(0, [
          [2, [0]],
          [2, [0]],
        ]),
      ],
    ],
  ])('%s', (code, looks) => {
    expect(codesOf(...looks)).toEqual([code])
  })
  it('and none where a partition passes to the next generation, or a lost disk begins anew', () => {
    expect(
      codesOf(
        planted(0, [
          [1, [0]],
          [2, [0]],
        ]),
      ),
    ).toEqual([])
    expect(codesOf(planted(2, []), planted(0, [], 0))).toEqual([])
  })
})

it.each([1, 2, 3])('seed %d: a stream keeps its promises while its consumers and itself die and stall', (seed) => {
  const scenario = PRESETS['stream-rebalance']
  const idOf = (role: string): string => scenario.groups.find((group) => group.role === role)!.id
  const at = (s: number, command: StampedCommand['command']): StampedCommand => ({
    atUs: s * SECOND,
    afterEvents: 0,
    command,
  })
  const commands = [
    at(6, { kind: 'kill', target: { group: idOf('worker') } }),
    at(8, { kind: 'restart', target: { group: idOf('worker') } }),
    at(12, { kind: 'kill', target: { group: idOf('stream') } }),
    at(14, { kind: 'restart', target: { group: idOf('stream') } }),
    at(18, { kind: 'stall', target: { group: idOf('worker') } }),
    at(24, { kind: 'resume', target: { group: idOf('worker') } }),
  ]
  const { breaches } = wholeRun(scenario, seed, 30 * SECOND, commands)
  expect(breaches).toEqual({})
})
