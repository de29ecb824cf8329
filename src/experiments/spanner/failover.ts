/**
 * Throughput when a zone is lost (Spanner, OSDI 2012, figure 5): every group's leader stands in the first zone. Killing another
 * zone is not noticed; killing the first without warning stops everything until leases of 10 s have run out; handing leadership over
 * first costs a moment.
 */
import { LEVEL, TYPE } from '../../cluster'
import type { SimulatedCluster } from '../../cluster'
import { handOver } from '../../protocols/spanner/role'
import { spannerMode } from '../../scenarios/modes/spanner'
import type { Experiment, Figures, Measurement } from '../experiment'
import { SEED } from '../experiment'
import { ask, askedOf, runTo, stage } from './stage'

type FailoverSettings = {
  kill: 'non-leader' | 'leader-soft' | 'leader-hard'
  lease: number
  groups: number
  replicas: number
  seed: number
}

const CASES: readonly FailoverSettings['kill'][] = ['non-leader', 'leader-soft', 'leader-hard']
const KILL_AT_US = 5_000_000
const GAP_US = 50_000 // between two reads of a group
/** A soft kill leaves this long for handing over. */
const NOTICE_US = 200_000

export const spannerFailover: Experiment<FailoverSettings> = {
  id: 'spanner.failover',
  source: 'Corbett et al., Spanner, OSDI 2012, figure 5',
  cases: [...CASES],
  parameters: [
    { name: 'kill', choices: CASES },
    { name: 'lease', min: 1, max: 60, whole: false },
    { name: 'groups', min: 1, max: 40, whole: true },
    { name: 'replicas', min: 3, max: 5, whole: true },
    SEED,
  ],
  settingsOf: (name) => ({ kill: name as FailoverSettings['kill'], lease: 10, groups: 10, replicas: 5, seed: 1 }),
  nameOf: (_name, { kill, lease }) => (lease === 10 ? kill : `${kill}, lease ${lease} s`),
  *play(_name, settings): Generator<number, Measurement> {
    const measured = yield* measure(settings)
    const { kill, lease } = settings
    const expected = {
      recovery: kill === 'leader-hard' ? lease : 0,
      ...(kill === 'leader-hard' ? { 'rate %': 0 } : {}),
    }
    return { expected, measured, tolerance: { recovery: Math.max(1, 0.1 * lease), 'rate %': 5 } }
  },
}

/** `recovery`: seconds until every group has answered again; `rate %`: of reads answered while a lease runs, of those before. */
function* measure({ kill, lease, groups, replicas, seed }: FailoverSettings): Generator<number, Figures> {
  const spec = { ...spannerMode.defaults(replicas), leaseUs: Math.floor(lease * 1e6) }
  const cluster = stage({
    groups,
    replicas,
    seed,
    spec,
    hop: { kind: 'uniform', minUs: 200, maxUs: 400 },
    patienceUs: 100_000,
    capacity: {},
  })
  const endUs = Math.floor(KILL_AT_US + (2 * lease + 5) * 1e6)
  const zone = { zone: kill === 'non-leader' ? 'zone-1' : 'zone-0' }
  let killedUs = -1
  for (let atUs = 1_000_000; atUs < endUs; atUs += GAP_US) {
    runTo(cluster, atUs)
    for (let group = 0; group < groups; group++) {
      if (kill === 'leader-soft' && atUs === KILL_AT_US) handOverOf(cluster, 1 + group * replicas)
      ask(cluster, { group, key: 0, type: TYPE.storeRead, level: LEVEL.strong, ts: 0 })
    }
    if (killedUs < 0 && atUs >= KILL_AT_US + (kill === 'leader-soft' ? NOTICE_US : 0)) {
      cluster.apply({ kind: 'kill', target: zone })
      killedUs = atUs
    }
    if (atUs % 500_000 === 0) yield atUs / endUs
  }
  return figures(cluster, groups, KILL_AT_US, lease)
}
function handOverOf(cluster: SimulatedCluster, leader: number): void {
  handOver(cluster, cluster.nodes[leader], cluster.nodes[leader + 1])
}

function figures(cluster: SimulatedCluster, groups: number, fromUs: number, lease: number): Figures {
  const asked = askedOf(cluster).filter(({ atUs }) => atUs < cluster.nowUs - 1e6)
  let recoveredUs = 0
  for (let group = 0; group < groups; group++) {
    const lost = asked.filter((one) => one.group === group && one.atUs >= fromUs && one.answeredUs < 0)
    const back = lost.length === 0 ? fromUs : lost[lost.length - 1].atUs
    recoveredUs = Math.max(recoveredUs, back - fromUs)
  }
  const share = (from: number, to: number): number => {
    const between = asked.filter(({ atUs }) => atUs >= from && atUs < to)
    return (100 * between.filter(({ answeredUs }) => answeredUs >= 0).length) / between.length
  }
  const rate = share(fromUs + 500_000, fromUs + 0.8 * lease * 1e6) / (share(2_000_000, fromUs) / 100)
  return { recovery: recoveredUs / 1e6, 'rate %': rate }
}
