import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import type { Figure } from '../../../src/lessons/figures'
import type { ReplicationSpec } from '../../../src/scenarios/modes'
import type { Scenario } from '../../../src/scenarios/scenario'
import { healAll, holdApi, killB, small } from '../../lab/runs'
import { read, runOf, valueOf } from './runs'

/** The small store, with replicas that follow a primary. */
function led(fencing: boolean): Scenario {
  const replication: ReplicationSpec = {
    mode: 'primary',
    replication: 'async',
    heartbeatUs: 50_000,
    failoverUs: 400_000,
    fencing,
  }
  return {
    ...small,
    groups: small.groups.map((group) => (group.role === 'store' ? { ...group, replication } : group)),
  }
}
const alone: Command = {
  kind: 'partition',
  groups: [[{ node: 'shard-1a' }], [{ node: 'shard-1b' }, { node: 'shard-1c' }]],
}

describe('leaders at once', () => {
  const leaders: Figure = { figure: 'leadersAtOnce' }

  it('are two where nobody keeps the old one from acting, and one where it is fenced off', () => {
    expect(valueOf(runOf([[1, alone]], led(false)), leaders)).toBe(2)
    expect(valueOf(runOf([[1, alone]], led(true)), leaders)).toBe(1)
  })

  it('name the shard and the moment', () => {
    const [{ holds, witness }] = read(runOf([[1, alone]], led(false)), [{ of: leaders, atMost: 1 }])
    expect(holds).toBe(false)
    expect(witness?.note).toEqual({ code: 'shard', params: { shard: 0 } })
    expect(witness?.atUs).toBeGreaterThan(1_000_000)
  })

  it('are not known of a store that has none', () => {
    expect(valueOf(runOf(), leaders)).toBeNull()
  })
})

describe('keys that differ', () => {
  it('are those that a cut keeps from a replica, none once it is healed and has caught up, and unknown without a write', () => {
    const run = runOf(
      [
        [1, alone],
        [3, healAll],
        [4, holdApi],
      ],
      led(true),
    )
    expect(valueOf(run, { figure: 'keysDiverged', toS: 3 })).toBeGreaterThan(0)
    expect(valueOf(run, { figure: 'keysDiverged' })).toBe(0)
    expect(valueOf(run, { figure: 'keysDiverged', toS: 0.001 })).toBeNull()
  })

  it('name a replica that is behind', () => {
    const [{ witness }] = read(runOf([[1, killB]], led(true)), [{ of: { figure: 'keysDiverged' }, atMost: 0 }])
    expect(witness?.note).toEqual({ code: 'node', params: { node: 'shard-1b' } })
  })
})

describe('an outage', () => {
  it('is the longest time without an answer in time, and begins where the last one came', () => {
    const held = runOf([
      [2, holdApi],
      [4, healAll],
    ])
    const [{ now, witness }] = read(held, [{ of: { figure: 'outageS' }, atMost: 1 }])
    expect(now).toBeGreaterThan(1.5)
    expect(now).toBeLessThan(2.5)
    expect(Math.abs((witness?.atUs ?? 0) - 2_000_000)).toBeLessThan(300_000)
  })

  it('lasts to the end of the window where nothing comes any more', () => {
    expect(valueOf(runOf([[2, holdApi]]), { figure: 'outageS', fromS: 2.5, toS: 4 })).toBe(1.5)
  })

  it('is unknown without any operation', () => {
    expect(valueOf(runOf(), { figure: 'outageS', kind: 'transfer' })).toBeNull()
  })
})
