/** Each figure holds where a run has it, fails where not, and names what breaks it. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import type { Condition, Figure } from '../../../src/lessons/figures'
import { presetOf } from '../../../src/scenarios/presets'
import type { RunValue } from '../../../src/scenarios/run'
import { killB, small } from '../../lab/runs'
import { movingShop } from '../../scenarios/movingShop'
import { shop } from '../../scenarios/shop'
import { read, runOf, valueOf } from './runs'

const lose: Command = {
  kind: 'lose',
  link: { from: { group: 'store' }, to: { group: 'api' }, oneWay: true },
  probability: 0.4,
}
const killStore = ['a', 'b', 'c'].map((x): [number, Command] => [2, { kind: 'kill', target: { node: `shard-1${x}` } }])
const down = runOf(killStore)
const lossy = runOf([[1, lose]])
const calm = runOf()
const behind = runOf([[1, { kind: 'cut', link: { from: { group: 'store' }, to: { node: 'shard-1c' } } }]])

const a = { node: 'shard-1a' }
const failedOver = runOf(
  [
    [3, { kind: 'partition', groups: [[a], [{ node: 'shard-1b' }, { node: 'shard-1c' }]] }],
    [3.5, { kind: 'kill', target: a }],
    [3.5, { kind: 'healAll' }],
    [6, { kind: 'restart', target: a }],
  ],
  shop({ mode: 'primary', replication: 'async', heartbeatUs: 100_000, failoverUs: 1_000_000, fencing: true }),
)
const charged = runOf([], presetOf('double-charge'))
const grown = runOf([[1, { kind: 'addShard' }]], movingShop({ partition: { scheme: 'ring', vnodes: 100 } }))

interface Case {
  run: RunValue
  of: Figure
  /** One that holds, and one that fails with a witness of this kind. */
  holds: Partial<Record<'atLeast' | 'atMost', number>>
  fails: Partial<Record<'atLeast' | 'atMost', number>>
  witness: 'operation' | 'note' | 'moment' | 'none'
  forS?: number
}
const cases: Case[] = [
  { run: calm, of: { figure: 'count' }, holds: { atLeast: 100 }, fails: { atMost: 10 }, witness: 'operation' },
  { run: calm, of: { figure: 'goodput' }, holds: { atLeast: 20 }, fails: { atMost: 2 }, witness: 'operation' },
  {
    run: down,
    of: { figure: 'answered', fromS: 2.5 },
    holds: { atMost: 5 },
    fails: { atLeast: 50 },
    witness: 'operation',
  },
  {
    run: down,
    of: { figure: 'inTime', fromS: 2.5 },
    holds: { atMost: 5 },
    fails: { atLeast: 50 },
    witness: 'operation',
  },
  { run: lossy, of: { figure: 'failed' }, holds: { atLeast: 1 }, fails: { atMost: 3 }, witness: 'operation' },
  { run: lossy, of: { figure: 'unknown' }, holds: { atLeast: 1 }, fails: { atMost: 0 }, witness: 'operation' },
  {
    run: down,
    of: { figure: 'okShare', toS: 1.5 },
    holds: { atLeast: 0.9 },
    fails: { atLeast: 1.01 },
    witness: 'none',
  },
  {
    run: down,
    of: { figure: 'okShare', journey: 'buy', fromS: 2.5 },
    holds: { atMost: 0.5 },
    fails: { atLeast: 0.99 },
    witness: 'operation',
  },
  { run: behind, of: { figure: 'staleShare' }, holds: { atLeast: 0.01 }, fails: { atMost: 0 }, witness: 'operation' },
  { run: behind, of: { figure: 'staleMaxMs' }, holds: { atLeast: 10 }, fails: { atMost: 1 }, witness: 'operation' },
  { run: behind, of: { figure: 'unlabelledStale' }, holds: { atLeast: 1 }, fails: { atMost: 0 }, witness: 'operation' },
  {
    run: runOf([[1, killB]], presetOf('failing-well')),
    of: { figure: 'degradedShare' },
    holds: { atMost: 1 },
    fails: { atLeast: 1.1 },
    witness: 'operation',
    forS: 12,
  },
  { run: calm, of: { figure: 'attempts' }, holds: { atMost: 1 }, fails: { atMost: 0.5 }, witness: 'operation' },
  {
    run: calm,
    of: { figure: 'latencyMs', quantile: 0.99 },
    holds: { atMost: 300 },
    fails: { atMost: 1 },
    witness: 'operation',
  },
  {
    run: behind,
    of: { figure: 'broken', guarantee: 'linearizable' },
    holds: { atLeast: 1 },
    fails: { atMost: 0 },
    witness: 'operation',
  },
  {
    run: behind,
    of: { figure: 'broken', guarantee: 'readYourWrites', kind: 'read' },
    holds: { atLeast: 1 },
    fails: { atMost: 0 },
    witness: 'operation',
  },
  { run: lossy, of: { figure: 'appliedUnknown' }, holds: { atLeast: 1 }, fails: { atMost: 0 }, witness: 'operation' },
  {
    run: charged,
    of: { figure: 'appliedUnknown', kind: 'transfer' },
    holds: { atLeast: 0 },
    fails: { atLeast: 1e6 },
    witness: 'none',
    forS: 12,
  },
  {
    run: failedOver,
    of: { figure: 'writesLost' },
    holds: { atLeast: 1 },
    fails: { atMost: 0 },
    witness: 'operation',
    forS: 10,
  },
  {
    run: failedOver,
    of: { figure: 'breaches' },
    holds: { atMost: 0 },
    fails: { atLeast: 1 },
    witness: 'none',
    forS: 10,
  },
  {
    run: charged,
    of: { figure: 'effectsRepeated' },
    holds: { atLeast: 1 },
    fails: { atMost: 0 },
    witness: 'operation',
    forS: 12,
  },
  {
    run: calm,
    of: { figure: 'utilisationMax', group: 'store' },
    holds: { atMost: 0.9 },
    fails: { atMost: 0.01 },
    witness: 'note',
  },
  { run: calm, of: { figure: 'skew', group: 'store' }, holds: { atMost: 3 }, fails: { atMost: 0.9 }, witness: 'note' },
  { run: grown, of: { figure: 'skew' }, holds: { atMost: 3 }, fails: { atMost: 1 }, witness: 'note' },
  {
    run: grown,
    of: { figure: 'keysMoved' },
    holds: { atMost: 0.35 },
    fails: { atMost: 0.05 },
    witness: 'note',
    forS: 30,
  },
  { run: grown, of: { figure: 'keysMoved', toS: 1.2 }, holds: {}, fails: { atMost: 1 }, witness: 'note' },
  {
    run: calm,
    of: { figure: 'messages', group: 'store' },
    holds: { atLeast: 200 },
    fails: { atMost: 100 },
    witness: 'operation',
  },
  {
    run: down,
    of: { figure: 'alerts', severity: 'page' },
    holds: { atLeast: 1 },
    fails: { atMost: 0 },
    witness: 'moment',
    forS: 20,
  },
  {
    run: calm,
    of: { figure: 'alerts', severity: 'page' },
    holds: { atMost: 0 },
    fails: { atLeast: 1 },
    witness: 'none',
  },
  {
    run: down,
    of: { figure: 'detectS', journey: 'buy' },
    holds: { atMost: 10 },
    fails: { atMost: 0.01 },
    witness: 'moment',
    forS: 20,
  },
  { run: down, of: { figure: 'mitigateS' }, holds: {}, fails: { atMost: 100 }, witness: 'note', forS: 20 },
  {
    run: down,
    of: { figure: 'budgetSpent', journey: 'buy' },
    holds: { atLeast: 0.01 },
    fails: { atMost: 0 },
    witness: 'operation',
  },
  {
    run: down,
    of: { figure: 'troubleS', trouble: 'down', node: 'shard-1b', toS: 4 },
    holds: { atLeast: 2, atMost: 2 },
    fails: { atMost: 1 },
    witness: 'note',
  },
  {
    run: down,
    of: { figure: 'troubleS', trouble: 'stalled', node: 'shard-1b' },
    holds: { atMost: 0 },
    fails: { atLeast: 0.1 },
    witness: 'none',
  },
  {
    run: runOf([[1, { ...lose, concealed: true }]]),
    of: { figure: 'troubleS', trouble: 'lossy', node: 'api-1', other: 'shard-1a', fromS: 3 },
    holds: { atLeast: 2, atMost: 2 },
    fails: { atMost: 0.5 },
    witness: 'note',
  },
  {
    run: calm,
    of: { figure: 'timeShare', group: 'store', part: 'service' },
    holds: { atLeast: 0.1 },
    fails: { atMost: 0.01 },
    witness: 'operation',
  },
]

const kindOf = (witness: object | null): Case['witness'] =>
  witness === null ? 'none' : 'operation' in witness ? 'operation' : 'note' in witness ? 'note' : 'moment'

describe('a figure', () => {
  it.each(cases)('$of holds and fails', ({ run, of, holds, fails, witness, forS = 5 }) => {
    const all = [holds, fails].filter((bound) => Object.keys(bound).length > 0)
    const readings = read(
      run,
      all.map((bound) => ({ of, ...bound }) as Condition),
      forS,
    )
    const failing = readings.pop()
    expect(readings.map((reading) => reading.holds)).toEqual(readings.map(() => true))
    expect(failing).toMatchObject({ holds: false })
    expect(kindOf(failing?.witness ?? null)).toBe(witness)
  })

  it('over nothing fails, whatever is asked of it', () => {
    const later = { fromS: 4, toS: 4.000001 }
    const figures: Figure[] = [
      { figure: 'count', ...later },
      { figure: 'failed', ...later },
      { figure: 'staleShare', kind: 'write' },
      { figure: 'latencyMs', quantile: 0.5, ...later },
      { figure: 'broken', guarantee: 'monotonicReads', ...later },
      { figure: 'appliedUnknown', kind: 'read' },
      { figure: 'writesLost', ...later },
      { figure: 'messages', ...later },
      { figure: 'detectS' },
      { figure: 'timeShare', group: 'store', part: 'service', ...later },
    ]
    const conditions = figures.flatMap((of): Condition[] => [
      { of, atMost: 1e9 },
      { of, atLeast: 0 },
    ])
    for (const reading of read(calm, conditions))
      expect(reading).toMatchObject({ now: null, holds: false, witness: { note: { code: 'nothing' } } })
  })

  it('that the judge cannot know does not hold', () => {
    const payments = runOf([], presetOf('payments'))
    const [unknown] = read(payments, [
      { of: { figure: 'broken', guarantee: 'linearizable', journey: 'dashboard' }, atMost: 0 },
    ])
    expect(unknown).toMatchObject({ now: null, holds: false, witness: { note: { code: 'notKnown' } } })
  })

  it('of what follows a first breach is not known', () => {
    const of: Figure = { figure: 'broken', guarantee: 'linearizable', fromS: 4 }
    expect(read(behind, [{ of, atMost: 0 }])[0]).toMatchObject({
      now: null,
      witness: { note: { code: 'beforeWindow' } },
    })
  })

  it('leaves out what was yet to be answered at the horizon, and counts what was not', () => {
    const held = runOf([[0, { kind: 'kill', target: { group: 'api' } }]])
    const of: Figure = { figure: 'okShare', journey: 'buy' }
    // Its deadline is 300 ms: what was invoked earlier than that before the horizon has failed by then.
    expect(valueOf(held, of, 1)).toBe(0)
    expect(valueOf(held, { ...of, fromS: 0.75 }, 1)).toBeNull()
  })

  it('of some shards is about their keys alone', () => {
    const two = {
      ...small,
      groups: small.groups.map((group) => (group.role === 'store' ? { ...group, shards: 2 } : group)),
    }
    const halfDown = runOf(
      ['a', 'b', 'c'].map((x): [number, Command] => [0, { kind: 'kill', target: { node: `shard-2${x}` } }]),
      two,
    )
    const share = (shard: number): number | null => valueOf(halfDown, { figure: 'okShare', shards: [shard] })
    expect(share(0)).toBe(1)
    expect(share(1)).toBe(0)
  })
})
