/** Which acknowledged writes a run lost, by the names of their operations: told by the watch, as it goes. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import type { NamedOperation } from '../../src/cluster/invariants'
import { Lab } from '../../src/lab/lab'
import { finish } from '../../src/lab/job'
import type { PrimarySpec } from '../../src/scenarios/modes/primary'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { shop } from '../scenarios/shop'

interface Told {
  code: string
  atUs: number
  nodes: readonly number[]
  operations: readonly NamedOperation[]
}
function told(replication: ReplicationSpec, acts: [atUs: number, Command][], untilUs: number) {
  const lab = new Lab({ scenario: shop(replication), seed: 5 })
  for (const [atUs, command] of acts) {
    finish(lab.seek(atUs))
    finish(lab.act(command))
  }
  finish(lab.seek(untilUs))
  const breaches = (lab.active.store?.breaches ?? []).map((breach): Told => ({ operations: [], ...breach }))
  return { lab, breaches, lost: breaches.flatMap(({ operations }) => operations) }
}

const S = 1_000_000
const primary = (more: Partial<PrimarySpec>): PrimarySpec => {
  return { mode: 'primary', replication: 'async', heartbeatUs: 100_000, failoverUs: S, fencing: true, ...more }
}
const a = [{ node: 'shard-1a' }]
const others = ['shard-1b', 'shard-1c'].map((node) => ({ node }))
const CUT_AND_KILLED: [number, Command][] = [
  [10 * S, { kind: 'partition', groups: [a, others] }],
  [10.5 * S, { kind: 'kill', target: a[0] }],
  [10.5 * S, { kind: 'healAll' }],
  [14 * S, { kind: 'restart', target: a[0] }],
]

describe('a primary that was cut off, and killed', () => {
  it('asynchronous: each write that it acknowledged alone is named when its successor is in office', () => {
    const { lab, breaches, lost } = told(primary({}), CUT_AND_KILLED, 20 * S)
    expect(new Set(breaches.map(({ code }) => code))).toEqual(new Set(['writesLost']))
    expect(lost.length).toBeGreaterThan(0)
    expect(breaches.every(({ atUs, nodes }) => atUs > 11 * S && atUs < 14 * S && nodes.length === 1)).toBe(true)
    const written = lab.player.world.cluster.nodes
    for (const { client, count } of lost) expect(count).toBeLessThanOrEqual(written[client].invoked)
    expect(new Set(lost.map(({ client, count }) => `${client} ${count}`)).size).toBe(lost.length)
  })
  it.each(['semiSync', 'sync'] as const)('%s and fenced: none is', (replication) => {
    expect(told(primary({ replication }), CUT_AND_KILLED, 20 * S).breaches).toEqual([])
  })
  it('the same again after going back', () => {
    const { lab, breaches } = told(primary({}), CUT_AND_KILLED, 20 * S)
    finish(lab.seek(8 * S))
    finish(lab.seek(20 * S))
    expect((lab.active.store?.breaches ?? []).map((breach): Told => ({ operations: [], ...breach }))).toEqual(breaches)
  })
})

it('unfenced, a primary that was replaced goes on, and what it acknowledges is lost as it does', () => {
  const apart: Command = {
    kind: 'partition',
    groups: [
      [...a, { node: 'api-1' }],
      [...others, { node: 'api-2' }, { node: 'api-3' }],
    ],
  }
  const losses = (fencing: boolean): number => told(primary({ fencing }), [[10 * S, apart]], 22 * S).lost.length
  expect(losses(false)).toBeGreaterThan(3 * losses(true))
})

describe('leaders', () => {
  const ahead: [number, Command][] = [[S, { kind: 'offsetClock', target: a[0], offsetUs: 20 * S }]]
  const lostBy = (resolution: 'lastWriterWins' | 'keepSiblings', acts: [number, Command][]): number =>
    told({ mode: 'multileader', resolution, retryUs: 500_000 }, acts, 12 * S).lost.length
  it('last writer wins: one whose clock is ahead makes others lose what they acknowledged', () => {
    expect(lostBy('lastWriterWins', ahead)).toBeGreaterThan(lostBy('lastWriterWins', []) + 1)
  })
  it('siblings: none is lost', () => expect(lostBy('keepSiblings', ahead)).toBe(0))
})
