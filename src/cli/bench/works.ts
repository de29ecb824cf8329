/**
 * What is compared: each piece of work with its sizes, how much of it one round does, and who does it. W1's n is its pending
 * events, W2's and W4's its servers, W3's its clients; `modes` has one size, and a row for each replication mode.
 */
import { storefrontByMode } from './modes'
import type { Make } from './program'
import { plainHold, plainQuorumCluster, plainSingleQueue } from './peers/plain'
import { simjsHold, simjsSingleQueue } from './peers/simjs'
import { hold } from './w1'
import { singleQueue } from './w2'
import { quorumCluster } from './w3'
import { webTier } from './w4'

export interface Work {
  sizes: readonly number[]
  count: number
  peers: Readonly<Record<string, Make>>
}
export const WORKS: Readonly<Record<string, Work>> = {
  W1: { sizes: [100, 10_000], count: 3_000_000, peers: { faultline: hold, plain: plainHold, simjs: simjsHold } },
  W2: {
    sizes: [1],
    count: 1_000_000,
    peers: { faultline: singleQueue, plain: plainSingleQueue, simjs: simjsSingleQueue },
  },
  W3: { sizes: [1], count: 500_000, peers: { faultline: quorumCluster, plain: plainQuorumCluster } },
  W4: { sizes: [2], count: 150_000, peers: { faultline: webTier } },
  modes: { sizes: [1], count: 6_000, peers: storefrontByMode },
}
