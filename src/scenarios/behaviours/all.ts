/** Every mode's behaviour, at hand. */
import * as shedding from '../../services/admission'
import * as streams from '../../services/stream'
import * as tenancy from '../../services/tenants'
import { instanceConfigs } from '../instances/configs'
import type { ModeName, ReplicationSpec } from '../modes'
import type { Scenario } from '../scenario'
import type { PerMode, StoreBehaviour } from './behaviour'
import { crdtBehaviour } from './crdt'
import { dynamoBehaviour } from './dynamo'
import type { Extra, Extras } from './extras'
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
const EXTRAS: Extras = { streams, instances: instanceConfigs, tenancy, shedding }
/** What few scenarios need. */
export function extra<E extends Extra>(name: E): Extras[E] {
  return EXTRAS[name]
}

/** To be awaited before a world of that scenario is built. */
export const loadServices: (scenario: Scenario) => Promise<void> = () => Promise.resolve()
/** To be awaited before a world of that mode is built. */
export const loadBehaviour: (mode: ModeName) => Promise<void> = () => Promise.resolve()
