/**
 * What is compared: each piece of work with its sizes, how much of it one round does, and who does it. W1's n is its pending
 * events, W2's and W4's its servers, W3's its clients; `modes` has one size, and a row for each replication mode.
 * `policy` has one size: three nodes to choose from. Of the verdicts (`logs`, `kv`, `kv-bad`, `lists`) n is the logs or the clients.
 */
import { storefrontByMode } from './modes'
import type { Make } from './program'
import { plainHold, plainQuorumCluster, plainSingleQueue } from './peers/plain'
import { policyCalls } from './policy'
import { simjsHold, simjsSingleQueue } from './peers/simjs'
import { verdictWorks } from './verdicts'
import { hold } from './w1'
import { singleQueue } from './w2'
import { quorumCluster } from './w3'
import { webTier } from './w4'

export interface Work {
  sizes: readonly number[]
  count: number
  peers: Readonly<Record<string, Make>>
  /** Until when the compiler is at work, user CPU seconds of the process, where that is longer than usual. */
  warmUpSeconds?: number
  /** How often each program is played, where that is oftener than usual. */
  rounds?: number
  /** For a round in a fresh process, as a person waits for it: nothing is warmed up beforehand. */
  goalSeconds?: number
}
export const WORKS: Readonly<Record<string, Work>> = {
  W1: {
    sizes: [100, 10_000],
    count: 3_000_000,
    peers: { faultline: hold, plain: plainHold, simjs: simjsHold },
    rounds: 5,
  },
  W2: {
    sizes: [1],
    count: 1_000_000,
    peers: { faultline: singleQueue, plain: plainSingleQueue, simjs: simjsSingleQueue },
    rounds: 5,
  },
  W3: { sizes: [1], count: 500_000, peers: { faultline: quorumCluster, plain: plainQuorumCluster }, rounds: 5 },
  // Its fourth run is an eighth slower than its sixth and all after it.
  W4: { sizes: [2], count: 150_000, peers: { faultline: webTier }, warmUpSeconds: 5, rounds: 5 },
  modes: { sizes: [1], count: 6_000, peers: storefrontByMode },
  policy: { sizes: [1], count: 3_000_000, peers: policyCalls },
  logs: { sizes: [102], count: 8_670, peers: { faultline: verdictWorks.logs }, goalSeconds: 1 },
  kv: { sizes: [50], count: 3_500, peers: { faultline: verdictWorks.kv }, goalSeconds: 0.5 },
  'kv-bad': { sizes: [50], count: 3_500, peers: { faultline: verdictWorks['kv-bad'] }, goalSeconds: 0.3 },
  lists: { sizes: [20], count: 20_000, peers: { faultline: verdictWorks.lists }, goalSeconds: 10 },
}
