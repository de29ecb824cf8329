import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { checkRequest } from '../../src/lab/checkRequest'
import { Reader } from '../../src/lab/reader'
import { storeView } from '../../src/lab/storeView'
import { LOG_WINDOW } from '../../src/lab/storeViews/logs'
import { ROWS_MAX } from '../../src/lab/storeViews/versions'
import type { StoreView } from '../../src/lab/storeViews/views'
import type { ModeName } from '../../src/scenarios/modes'
import { MODE_NAMES } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'

function labIn(mode: ModeName, acts: [atUs: number, command: Command][] = [], change = (s: Scenario) => s): Lab {
  const lab = new Lab({ scenario: validateScenario(change(withMode(PRESETS.storefront, mode))), seed: 7 })
  for (const [atUs, command] of acts) {
    finish(lab.seek(atUs))
    finish(lab.act(command))
  }
  return lab
}
function lookAt(lab: Lab, atUs: number, shard = 0, logTo: number | null = null): StoreView {
  finish(lab.seek(atUs))
  return storeView(lab.player, shard, logTo)
}
const S = 1_000_000
const isolate = (node: string): Command => ({ kind: 'cut', link: { from: { node }, to: { group: 'store' } } })

describe('a store looked into', () => {
  it.each(MODE_NAMES)('costs nothing of the run, and can be sent: %s', (mode) => {
    const [watched, plain] = [labIn(mode), labIn(mode)]
    for (const second of [1, 2, 3]) {
      const view = lookAt(watched, second * S, second)
      expect(structuredClone(view)).toEqual(view)
    }
    finish(plain.seek(3 * S))
    expect(watched.fingerprint()).toEqual(plain.fingerprint())
  })
  it('is the same whenever the playhead comes to the same moment', () => {
    const lab = labIn('raft')
    const before = lookAt(lab, 3 * S)
    lookAt(lab, 5 * S)
    expect(lookAt(lab, 3 * S)).toEqual(before)
  })
  it('refuses a shard that there is not, and requests that are none', () => {
    const lab = labIn('raft')
    expect(() => storeView(lab.player, 60, null)).toThrow('query.noSuchShard')
    const ask = (shard: unknown, logTo: unknown) =>
      checkRequest({ do: 'query', query: { about: 'store', shard, logTo } })
    expect(ask(0, null)).toMatchObject({ query: { shard: 0 } })
    expect(() => ask(-1, null)).toThrow('request.invalid')
    expect(() => ask(0, 'newest')).toThrow('request.invalid')
  })
})

describe('the partition map', () => {
  it('tells whose keys are whose, with what is asked for', () => {
    const { map } = lookAt(labIn('quorum'), 10 * S)
    expect(map.scheme).toBe('range')
    expect(map.shards.map(({ isSpare }) => isSpare)).toEqual([false, false, false, false, true])
    expect(map.arcs).toHaveLength(4)
    expect(sum(map.shards.map(({ owned }) => owned))).toBeCloseTo(1)
    expect(sum(map.shards.map(({ asked }) => asked))).toBe(map.counted)
    expect(map.shards.every(({ perSecond, isSpare }) => isSpare || perSecond > 0)).toBe(true)
  })
  it('names the hot keys first, with their places', () => {
    const { map } = lookAt(labIn('quorum'), 10 * S)
    expect(map.hot.length).toBeGreaterThan(3)
    const asked = map.hot.map((key) => key.asked)
    expect(asked).toEqual([...asked].sort((a, b) => b - a))
    for (const { key, shard, place } of map.hot) {
      const arc = map.arcs!.find(({ from, to }) => from <= place! && place! < to)
      expect([key, arc?.shard]).toEqual([key, shard])
    }
  })
  it.each(['ring', 'slots'] as const)('has the place of a hot key in the part of its shard: %s', (scheme) => {
    const lab = labIn('quorum', [], (s) => ({
      ...s,
      groups: s.groups.map((group) => (group.role === 'store' ? { ...group, partition: { scheme } } : group)),
    }))
    const { map } = lookAt(lab, 5 * S)
    expect(map.hot.length).toBeGreaterThan(0)
    for (const { shard, place } of map.hot)
      expect(map.arcs!.find(({ from, to }) => from < place! && place! <= to)?.shard).toBe(shard)
  })
  it.each(['jump', 'modulo', 'rendezvous'] as const)('has no order where the scheme has none: %s', (scheme) => {
    const lab = labIn('quorum', [], (s) => ({
      ...s,
      groups: s.groups.map((group) => (group.role === 'store' ? { ...group, partition: { scheme } } : group)),
    }))
    const { map } = lookAt(lab, 2 * S)
    expect(map.arcs).toBeNull()
    expect(sum(map.shards.map(({ owned }) => owned))).toBeCloseTo(1)
  })
})

describe('logs', () => {
  it('of a Raft group: a window of every log, one leader, and operations that can be followed', () => {
    const lab = labIn('raft')
    const { log } = lookAt(lab, 30 * S)
    expect(log!.replicas.filter(({ role }) => role === 'leader')).toHaveLength(1)
    expect(log!.to - log!.from + 1).toBe(LOG_WINDOW)
    for (const { entries, commit, last, term, vote } of log!.replicas) {
      expect(entries.length).toBeLessThanOrEqual(LOG_WINDOW)
      expect(commit).toBeLessThanOrEqual(last)
      expect(term).toBeGreaterThan(0)
      expect(vote).toBeGreaterThanOrEqual(-1)
    }
    const { operation } = log!.replicas[0].entries.findLast(({ kind }) => kind === 'write')!
    const { invoked } = lab.player.world.cluster.nodes[operation!.client]
    expect(operation!.count).toBeLessThanOrEqual(invoked)
  })
  it('of a replica that is cut off end before the others, and its leader knows how far it is', () => {
    const lab = labIn('raft')
    const first = lookAt(lab, 10 * S).log!.replicas
    const follower = first.find(({ role }) => role !== 'leader')!
    finish(lab.act(isolate(lab.player.world.cluster.nodes[follower.node].id)))
    const after = lookAt(lab, 20 * S).log!.replicas
    const leader = after.find(({ role }) => role === 'leader')!
    const behind = after.find(({ node }) => node === follower.node)!
    expect(behind.last).toBeLessThan(leader.last)
    expect(behind.match).toBeLessThanOrEqual(behind.last)
    const earlier = storeView(lab.player, 0, behind.last).log!
    expect(earlier.to).toBe(behind.last)
  })
  it('of a primary, where followers may lag', () => {
    const { log } = lookAt(labIn('primary'), 20 * S)
    expect(log!.replicas.filter(({ role }) => role === 'primary')).toHaveLength(1)
    expect(log!.replicas.every(({ durable, last }) => durable <= last)).toBe(true)
  })
  it('are kept by Raft, primaries and Spanner alone', () => {
    const modes = MODE_NAMES.filter((mode) => lookAt(labIn(mode), S).log !== null)
    expect(modes.sort()).toEqual(['primary', 'raft', 'spanner'])
  })
})

describe('versions', () => {
  it.each(MODE_NAMES)('of the keys that were asked for last, in bounds: %s', (mode) => {
    const { versions, nodes } = lookAt(labIn(mode), 6 * S)
    expect(versions.rows.length).toBeLessThanOrEqual(ROWS_MAX)
    for (const { cells } of versions.rows) {
      expect(cells.map(({ node }) => node)).toEqual(nodes.map(({ node }) => node))
      expect(cells.some(({ isBehind }) => !isBehind)).toBe(true)
    }
  })
  it('mark the replica that is cut off as behind, on the keys that differ', () => {
    const lab = labIn('multileader', [[5 * S, isolate('shard-1c')]])
    const { versions } = lookAt(lab, 15 * S)
    expect(versions.differing).toBeGreaterThan(0)
    expect(versions.rows[0].cells.some(({ isBehind }) => isBehind)).toBe(true)
  })
  it('show who wrote what', () => {
    const lab = labIn('quorum')
    const held = lookAt(lab, 10 * S).versions.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.held))
    expect(held.length).toBeGreaterThan(0)
    expect(held.every(({ operation }) => operation !== null)).toBe(true)
    const { client, count } = held[0].operation!
    const trace = finish(new Reader(lab).trace(client, count))
    expect(trace?.operation).toMatchObject({ kind: 'write', client, count, value: held[0].value })
  })
  it('tell the hints that a fallback holds for a home that is away', () => {
    const lab = labIn('dynamo', [[5 * S, { kind: 'kill', target: { node: 'shard-1b' } }]])
    finish(lab.seek(12 * S))
    const shards = lab.player.scenario.groups.flatMap((group) => (group.role === 'store' ? [group.shards] : []))[0]
    const all = Array.from(
      { length: shards },
      (_, shard) => storeView(lab.player, shard, null).versions.replicas,
    ).flat()
    const away = lab.player.world.cluster.nodes.find(({ id }) => id === 'shard-1b')!.index
    expect(all.some(({ hints }) => hints.some(({ home, keys }) => home === away && keys > 0))).toBe(true)
    expect(all.some(({ suspects }) => suspects.some(({ node, isDead }) => node === away && isDead))).toBe(true)
  })
})

describe('clocks, locks and transactions', () => {
  it('of Spanner: intervals that hold the true time, and how far each replica may be read', () => {
    const { clocks } = lookAt(labIn('spanner'), 20 * S)
    for (const { earliestUs, latestUs, epsilonUs, isWrong } of clocks!.clocks) {
      expect(isWrong).toBe(false)
      expect(earliestUs).toBeLessThanOrEqual(0)
      expect(latestUs).toBeGreaterThanOrEqual(0)
      expect(epsilonUs).toBeLessThanOrEqual(clocks!.epsilonMaxUs)
    }
    expect(clocks!.clocks.every(({ safeUs }) => safeUs !== null && safeUs < S)).toBe(true)
  })
  it('a clock that is set wrong by more than its bound shows', () => {
    const lab = labIn('spanner', [[5 * S, { kind: 'jumpClock', target: { node: 'shard-1b' }, byUs: 50_000 }]])
    const { clocks } = lookAt(lab, 6 * S)
    expect(clocks!.clocks.filter(({ isWrong }) => isWrong)).toHaveLength(1)
  })
  it('a transaction over two shards shows both sides, step by step', () => {
    const lab = labIn('spanner', [], withTransfers)
    const phases = new Set<string>()
    let widest = 0
    for (let atUs = 2 * S; atUs < 3 * S; atUs += 1_000) {
      for (const { parts } of lookAt(lab, atUs).locks!.transactions) {
        for (const { phase } of parts) phases.add(phase)
        widest = Math.max(widest, new Set(parts.map(({ shard }) => shard)).size)
      }
    }
    expect(widest).toBe(2)
    expect([...phases]).toEqual(expect.arrayContaining(['preparing', 'prepared', 'committing', 'resolving']))
  })
  it('of plain two-phase commit, a coordinator that dies leaves locks in doubt', () => {
    const lab = labIn('twoPhaseCommit')
    let atUs = 5 * S
    const prepared = (): boolean =>
      lookAt(lab, (atUs += 500)).locks!.transactions.some(({ parts }) =>
        parts.some(({ phase }) => phase === 'prepared'),
      )
    while (!prepared() && atUs < 10 * S);
    finish(lab.act({ kind: 'kill', target: { node: 'shard-1a' } }))
    const { locks } = lookAt(lab, atUs + 2 * S)
    expect(locks!.locks.length).toBeGreaterThan(0)
    expect(locks!.transactions.some(({ parts }) => parts.some(({ phase }) => phase === 'inDoubt'))).toBe(true)
  })
})

/** Checkout pays somebody as its last step. */
function withTransfers(scenario: Scenario): Scenario {
  const copy = structuredClone(scenario)
  for (const group of copy.groups)
    if (group.role === 'clients')
      group.journeys.find(({ id }) => id === 'checkout')!.steps.push({ op: 'transfer', r: 2, w: 2 })
  return copy
}
const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)
