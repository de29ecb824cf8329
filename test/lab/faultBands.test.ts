import { describe, expect, test } from 'vitest'
import { faultBands } from '../../src/lab/faultBands'
import type { Command } from '../../src/cluster/command'
import { topology } from '../app/charts/fakeRun'

const bands = (...commands: [atS: number, Command][]) =>
  faultBands(
    commands.map(([atS, command]) => ({ atUs: atS * 1e6, command })),
    topology,
  ).map((band) => [band.command.kind, band.fromUs / 1e6, band.toUs / 1e6])

const a = { node: 'shard-2a' }
const b = { node: 'shard-2b' }
const link = { from: a, to: b }

describe('a fault lasts until it is mended', () => {
  test('a killed node until its restart; other nodes do not matter', () => {
    expect(
      bands([1, { kind: 'kill', target: a }], [2, { kind: 'restart', target: b }], [5, { kind: 'restart', target: a }]),
    ).toEqual([
      ['kill', 1, 5],
      ['restart', 2, 2],
    ])
  })
  test('a killed shard until the last of its replicas is back', () => {
    expect(
      bands(
        [1, { kind: 'kill', target: { shard: 2 } }],
        [2, { kind: 'restart', target: a }],
        [3, { kind: 'restart', target: { zone: 'b' } }],
        [4, { kind: 'restart', target: { node: 'shard-2c' } }],
      ),
    ).toEqual([['kill', 1, 4]])
  })
  test('never mended: to no end', () => {
    expect(bands([1, { kind: 'cut', link }])).toEqual([['cut', 1, Infinity]])
  })
  test('an isolated node until every one of its links is healed', () => {
    const other = { from: b, to: { node: 'shard-2c' } }
    expect(
      bands([1, { kind: 'isolate', target: b }], [2, { kind: 'heal', link }], [3, { kind: 'heal', link: other }]),
    ).toEqual([['isolate', 1, 3]])
    expect(bands([1, { kind: 'isolate', target: b }], [2, { kind: 'healAll' }])).toEqual([['isolate', 1, 2]])
  })
  test('a restart does not mend a cut, nor a release a cut, but a heal mends a hold', () => {
    expect(
      bands([1, { kind: 'cut', link }], [2, { kind: 'restart', target: a }], [3, { kind: 'release', link }]),
    ).toEqual([
      ['cut', 1, Infinity],
      ['restart', 2, 2],
      ['release', 3, 3],
    ])
    expect(bands([1, { kind: 'hold', link }], [2, { kind: 'heal', link }])).toEqual([['hold', 1, 2]])
  })
  test('a partition until its links are healed', () => {
    expect(bands([1, { kind: 'partition', groups: [[a], [b]] }], [2, { kind: 'heal', link }])).toEqual([
      ['partition', 1, 2],
    ])
  })
})

test('a setting replaces the one before; factor 1 ends it', () => {
  expect(
    bands(
      [1, { kind: 'slow', target: a, factor: 4 }],
      [2, { kind: 'slow', target: a, factor: 9 }],
      [3, { kind: 'slow', target: a, factor: 1 }],
    ),
  ).toEqual([
    ['slow', 1, 2],
    ['slow', 2, 3],
  ])
})

test('a process that is restarted stands still no more, and one that comes back from a crash is as fast as it should be', () => {
  expect(
    bands([1, { kind: 'stall', target: a }], [2, { kind: 'kill', target: a }], [3, { kind: 'restart', target: a }]),
  ).toEqual([
    ['stall', 1, 3],
    ['kill', 2, 3],
  ])
  expect(
    bands(
      [1, { kind: 'slow', target: a, factor: 4 }],
      [2, { kind: 'kill', target: a }],
      [3, { kind: 'restart', target: { shard: 2 } }],
    ),
  ).toEqual([
    ['slow', 1, 3],
    ['kill', 2, 3],
  ])
  expect(bands([1, { kind: 'slow', target: a, factor: 4 }], [3, { kind: 'restart', target: a }])[0]).toEqual([
    'slow',
    1,
    Infinity,
  ])
})

test('what lasts for no time is a tick', () => {
  expect(bands([1, { kind: 'jumpClock', target: a, byUs: 5 }])).toEqual([['jumpClock', 1, 1]])
})

test('a concealed command leaves no trace', () => {
  expect(bands([1, { kind: 'kill', target: a, concealed: true }])).toEqual([])
})
