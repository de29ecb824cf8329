/**
 * Elections on the cluster's own nodes, links and timers, in the very role that stores play. A trial begins when all
 * survivors have just heard the last heartbeat of a leader that is no more, and ends with the next leader. Its members
 * have names of their own, so that nothing of the last trial reaches them; the machines and the clock go on.
 */
import type { ClusterNode } from '../../cluster'
import { SimulatedCluster } from '../../cluster'
import type { Distribution } from '../../kernel'
import { SETTINGS, membershipOf } from '../../protocols/raft'
import type { Entry } from '../../protocols/raft'
import { raftConfig, raftReplica } from '../../protocols/raft/role'
import type { RaftNode } from '../../protocols/raft/node'
import { memberFrom } from '../../protocols/raft/state'

export interface ElectionSetting {
  n: number
  failed: number // the last leader among them, where there was one
  electionUs: readonly [min: number, max: number]
  request: Distribution // delivery of a vote request
  reply: Distribution
  logs?: readonly number[] // lengths of the survivors' logs; all the same if not said
  seed: number
}
export interface Election {
  us: number // from the last heartbeat to the election of a leader, GIVE_UP_US at most, or until a second term began where that was all that was asked
  firstUs: number // until somebody stood
  isFirst: boolean // the first term had a leader
}

/** So many terms lie between one trial and the next: each has draws of its own. */
const TERMS = 4096
const NAMES = 256
/** Timeouts without any randomness may never elect anybody. */
const GIVE_UP_US = 100_000_000
const HEARTBEAT_US = 1e12

export class Elections {
  private readonly cluster: SimulatedCluster
  private readonly survivors: readonly ClusterNode[]
  private trial = 0

  constructor(private readonly setting: ElectionSetting) {
    const { n, failed, seed, electionUs, request, reply } = setting
    this.cluster = new SimulatedCluster(seed, { raftReplica })
    const settings = { ...SETTINGS, electionUs, heartbeatUs: HEARTBEAT_US, preVote: false, checkQuorum: false }
    const config = raftConfig([...Array(n).keys()], { settings, idempotency: true, snapshotEvery: Infinity })
    const nodes = Array.from({ length: n }, (_, i) =>
      this.cluster.addNode({ id: `server-${i + 1}`, group: 'servers', role: 'raftReplica', zone: 'a', config }),
    )
    for (const from of nodes)
      for (const to of nodes)
        if (from !== to) this.cluster.addLink(from, to, { latency: [request, reply, request, reply] })
    this.cluster.start()
    for (const { id } of nodes.slice(n - failed)) this.cluster.apply({ kind: 'kill', target: { node: id } })
    this.survivors = nodes.slice(0, n - failed)
  }

  /** `onlyFirst`: stop when a second term begins. */
  run(onlyFirst = false): Election {
    const election = this.elect(onlyFirst)
    while (this.cluster.step(this.cluster.nowUs)); // what is being written comes to its end
    return election
  }
  private elect(onlyFirst: boolean): Election {
    const { cluster, survivors } = this
    const fromUs = cluster.nowUs
    const term = ++this.trial * TERMS
    this.begin(term)
    let firstUs = -1
    for (;;) {
      cluster.step()
      const us = cluster.nowUs - fromUs
      for (const node of survivors) {
        const { raft } = node.state as RaftNode
        if (firstUs < 0 && raft.term > term) firstUs = us
        if (raft.role === 'leader') return { us, firstUs, isFirst: raft.term === term + 1 }
        if (us > GIVE_UP_US) return { us, firstUs, isFirst: false }
        if (onlyFirst && raft.term > term + 1) return { us, firstUs, isFirst: false }
      }
    }
  }
  private begin(term: number): void {
    const { n, logs } = this.setting
    const names = Array.from({ length: n }, (_, i) => i + NAMES * this.trial)
    const membership = membershipOf(names)
    this.survivors.forEach((node, i) => {
      const entries = Array.from({ length: logs?.[i] ?? 0 }, (): Entry => ({ kind: 'blank', term, bytes: 0 }))
      const snapshot = { index: 0, term: 0, membership, data: null, bytes: 0 }
      const state = node.state as RaftNode
      state.raft = memberFrom(names[i], term, -1, { snapshot, entries })
      state.wakeUs = -1
      raftReplica.restart?.(this.cluster, node)
    })
  }
}
