/**
 * Random faults on a shard with a primary: crashes, lost unsynced writes, stalls, cuts, held and doubled messages, stalled disks,
 * drifting clocks, disks lost one at a time. A seed names its schedule.
 */
import { describe, expect, it } from 'vitest'
import { Draws } from '../../../src/kernel'
import type { PrimaryOfEpoch } from '../../../src/protocols/primary/invariants'
import {
  committedAgree,
  converged,
  lostAcknowledged,
  onePrimaryAnEpoch,
} from '../../../src/protocols/primary/invariants'
import { speaksForShard } from '../../../src/protocols/primary/lease'
import type { PrimaryConfig } from '../../../src/protocols/primary/role'
import type { PrimaryState } from '../../../src/protocols/primary/state'
import { Stand, commandOf } from '../stand'
import { primaryShard } from './shard'

interface Options {
  n: number
  replication: PrimaryConfig['replication']
  fencing: boolean
  losesDisks: boolean
}
const VERBS = [
  'kill',
  'restart',
  'restart',
  'stall',
  'resume',
  'stallDisk',
  'resumeDisk',
  'drift',
  'isolate',
  'cutOff',
  'cutOff',
  'loseDisk',
]
const LINK_VERBS = ['cut', 'heal', 'hold', 'release', 'duplicate']

interface Outcome {
  problems: string[]
  acknowledged: { key: number; version: number; by: number; atUs: number }[]
  lost: number
  primaries: number
}
/** Plays a seed's schedule, heals, and judges. */
function playSeed(seed: number, options: Options): Outcome {
  const stand = new Stand(primaryShard({ ...options, seed }))
  const { cluster } = stand
  const at = new Draws(seed)
  let drawn = 0
  const int = (n: number): number => at.at(7, 7, drawn++, 0).int(n)
  const pick = <T>(list: readonly T[]): T => list[int(list.length)]
  const name = (): string => String.fromCharCode(97 + int(options.n))
  const problems: string[] = []
  const seen: PrimaryOfEpoch = new Map()
  const watch = (): void => {
    const states = stand.states<PrimaryState>()
    const found =
      onePrimaryAnEpoch(seen, states) ??
      (options.fencing && options.replication !== 'async' ? committedAgree(states) : null)
    if (found && problems.length < 3) problems.push(`${cluster.nowUs}: ${JSON.stringify(found)}`)
  }
  const retries: number[] = []
  for (let i = 0; i < 120; i++) {
    const what = int(10)
    if (what < 4) retries.push(stand.ask(int(options.n), true, int(4), i + 1))
    else if (what < 6) stand.ask(int(options.n), false, int(4))
    else if (what === 6 && retries.length > 0) {
      const { key, value, count } = stand.asks[pick(retries)]
      stand.ask(int(options.n), true, key, value, { count })
    } else if (what < 8) {
      const verb = pick(VERBS)
      if (verb === 'loseDisk') {
        if (options.losesDisks && cluster.nodes.every((node) => !node.diskLost))
          cluster.apply(commandOf('kill', [name(), 'disk']))
      } else if (verb === 'cutOff') {
        // From its peers, not from those who ask.
        const [one, all] = [name(), cluster.nodes.slice(1).map(({ id }) => id)]
        const others = all.filter((id) => id !== one).map((node) => ({ node }))
        cluster.apply({ kind: 'partition', groups: [[{ node: one }], others] })
      } else cluster.apply(commandOf(verb, verb === 'drift' ? [name(), String(int(100_000) - 50_000)] : [name()]))
    } else {
      const [from, to] = [pick(['driver', name()]), name()]
      if (from !== to) cluster.apply(commandOf(pick(LINK_VERBS), [from, to]))
      else cluster.apply({ kind: 'healAll' })
    }
    stand.run(pick([0, 20, 100, 500, 3_000, 30_000]), watch)
  }
  if (options.fencing && options.replication !== 'async' && missedByStrongReads(stand) > 0)
    problems.push('a strong read missed an acknowledged write')
  heal(stand)
  stand.run(200_000, watch)
  const last = Array.from({ length: options.n }, (_, to) => stand.ask(to, true, 9, 1))
  stand.run(100_000, watch)
  if (!stand.results.some((r) => last.includes(r.ask) && r.status === 'ok')) problems.push('no progress after healing')
  return judge(stand, problems, seen.size)
}
/** Pairs of a write acknowledged before a strong read was asked, and the read that shows an older version. */
function missedByStrongReads(stand: Stand): number {
  const ok = stand.results.filter((r) => r.status === 'ok').map((r) => ({ ...r, ...stand.asks[r.ask] }))
  const writes = ok.filter((r) => r.isWrite)
  const missed = ok
    .filter((r) => !r.isWrite)
    .flatMap((read) => writes.filter((w) => w.key === read.key && w.atUs < read.askedUs && w.version > read.version))
  return missed.length
}
function heal(stand: Stand): void {
  stand.cluster.apply({ kind: 'healAll' })
  for (const { id } of stand.cluster.nodes.slice(1))
    for (const verb of ['resume', 'resumeDisk', 'restart']) stand.cluster.apply(commandOf(verb, [id]))
}
function judge(stand: Stand, problems: string[], primaries: number): Outcome {
  const states = stand.states<PrimaryState>()
  const ok = stand.results.filter((r) => r.status === 'ok').map((r) => ({ ...r, ...stand.asks[r.ask] }))
  const acknowledged = ok.filter((r) => r.isWrite).map(({ key, version, by, atUs }) => ({ key, version, by, atUs }))
  const primary = states.find((s, p) =>
    speaksForShard(
      stand.cluster.nodes[p + 1].config as PrimaryConfig,
      s,
      stand.cluster.nodes[p + 1].monotonic(stand.cluster.nowUs),
    ),
  )
  if (!primary) return { problems: [...problems, 'no primary after healing'], acknowledged, lost: 0, primaries }
  const apart = converged(states)
  if (apart) problems.push(JSON.stringify(apart))
  if (states.some((s) => s.blank)) problems.push('still no member')
  return { problems, acknowledged, lost: lostAcknowledged(primary, acknowledged).length, primaries }
}

const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1)
describe('fenced, with acknowledgements of a majority', () => {
  it.each([
    { n: 3, replication: 'semiSync', losesDisks: true },
    { n: 3, replication: 'sync', losesDisks: true },
    { n: 5, replication: 'semiSync', losesDisks: false },
    { n: 5, replication: 'sync', losesDisks: true },
  ] as const)(
    '$replication of $n: nothing acknowledged is lost, one primary an epoch, and all is well after healing',
    (options) => {
      const outcomes = SEEDS.map((seed) => ({ seed, ...playSeed(seed, { ...options, fencing: true }) }))
      const bad = outcomes.filter((o) => o.problems.length > 0 || o.lost > 0)
      expect(bad.map(({ seed, problems, lost }) => ({ seed, problems, lost }))).toEqual([])
      expect(outcomes.reduce((sum, o) => sum + o.acknowledged.length, 0)).toBeGreaterThan(300)
      expect(outcomes.filter((o) => o.primaries > 2).length).toBeGreaterThan(8)
    },
    120_000,
  )
})

describe('what the other settings cost', () => {
  it('asynchronous: killing primaries loses acknowledged writes; nothing else is amiss', () => {
    const outcomes = SEEDS.map((seed) =>
      playSeed(seed, { n: 3, replication: 'async', fencing: true, losesDisks: false }),
    )
    expect(outcomes.flatMap((o) => o.problems)).toEqual([])
    expect(outcomes.filter((o) => o.lost > 0).length).toBeGreaterThan(0)
  }, 60_000)

  it('unfenced: also what a majority had acknowledged is lost', () => {
    const outcomes = SEEDS.map((seed) =>
      playSeed(seed, { n: 3, replication: 'semiSync', fencing: false, losesDisks: false }),
    )
    expect(outcomes.filter((o) => o.lost > 0).length).toBeGreaterThan(0)
    // Healed, the older primary hears of the newer one, and the replicas are one shard again.
    expect(outcomes.flatMap((o) => o.problems)).toEqual([])
  }, 60_000)
})
