/** Every mode's behaviour, at hand. */
import * as streams from '../../services/stream'
import * as tenancy from '../../services/tenants'
import type { InstanceConfigs } from '../instances/configs'
import { instanceConfigs } from '../instances/configs'
import type { ModeName, ReplicationSpec } from '../modes'
import type { Scenario } from '../scenario'
import type { PerMode, StoreBehaviour } from './behaviour'
import { crdtBehaviour } from './crdt'
import { dynamoBehaviour } from './dynamo'
import { multileaderBehaviour } from './multileader'
import { primaryBehaviour } from './primary'
import { programBehaviour } from './program'
import { quorumBehaviour } from './quorum'
import { raftBehaviour } from './raft'
import { spannerBehaviour } from './spanner'
import { twoPhaseCommitBehaviour } from './twoPhaseCommit'

const ALL: PerMode<'now'> = {
  quorum: quorumBehaviour,
  dynamo: dynamoBehaviour,
  primary: primaryBehaviour,
  multileader: multileaderBehaviour,
  crdt: crdtBehaviour,
  raft: raftBehaviour,
  program: programBehaviour,
  spanner: spannerBehaviour,
  twoPhaseCommit: twoPhaseCommitBehaviour,
}

/** What the nodes of a store with these settings do. */
export function behaviourOf({ mode }: { mode: ModeName }): StoreBehaviour<ReplicationSpec> {
  return ALL[mode]
}
/** Streams and their consumers, and what must hold of them. */
export const streamsAtHand = (): typeof streams => streams

/** What balancers that know their instances need, and those instances. */
export const instancesAtHand = (): InstanceConfigs => instanceConfigs

/** How users of several tenants come. */
export const tenancyAtHand = (): typeof tenancy => tenancy

/** To be awaited before a world of that scenario is built. */
export const loadServices: (scenario: Scenario) => Promise<void> = () => Promise.resolve()
/** To be awaited before a world of that mode is built. */
export const loadBehaviour: (mode: ModeName) => Promise<void> = () => Promise.resolve()
