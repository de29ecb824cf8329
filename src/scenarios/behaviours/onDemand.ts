/** Behaviours as separate files of the built page: a visit meets one mode or two. That which the page opens with is at hand. */
import { assert } from '../../kernel'
import type * as stream from '../../services/stream'
import type * as tenants from '../../services/tenants'
import type { InstanceConfigs } from '../instances/configs'
import { needsInstances } from '../instances/needs'
import type { ModeName, ReplicationSpec } from '../modes'
import type { Scenario } from '../scenario'
import { tenantsOf } from '../tenants'
import type { PerMode, StoreBehaviour } from './behaviour'
import { quorumBehaviour } from './quorum'

const LOAD: PerMode<'later'> = {
  quorum: () => Promise.resolve(quorumBehaviour),
  dynamo: async () => (await import('./dynamo')).dynamoBehaviour,
  primary: async () => (await import('./primary')).primaryBehaviour,
  multileader: async () => (await import('./multileader')).multileaderBehaviour,
  crdt: async () => (await import('./crdt')).crdtBehaviour,
  raft: async () => (await import('./raft')).raftBehaviour,
  program: async () => (await import('./program')).programBehaviour,
  spanner: async () => (await import('./spanner')).spannerBehaviour,
  twoPhaseCommit: async () => (await import('./twoPhaseCommit')).twoPhaseCommitBehaviour,
}
const atHand: Partial<PerMode<'now'>> = { quorum: quorumBehaviour }

/** What the nodes of a store with these settings do. */
export function behaviourOf({ mode }: { mode: ModeName }): StoreBehaviour<ReplicationSpec> {
  const behaviour: StoreBehaviour<ReplicationSpec> | undefined = atHand[mode]
  assert(behaviour !== undefined, `the behaviour of mode ${mode} was not loaded`)
  return behaviour
}
/** To be awaited before a world of that mode is built. */
export async function loadBehaviour(mode: ModeName): Promise<void> {
  Object.assign(atHand, { [mode]: await LOAD[mode]() })
}

let streams: typeof stream | null = null

/** Streams and their consumers, and what must hold of them. */
export function streamsAtHand(): typeof stream {
  assert(streams !== null, 'the behaviour of streams was not loaded')
  return streams
}
let instances: InstanceConfigs | null = null

/** What balancers that know their instances need, and those instances. */
export function instancesAtHand(): InstanceConfigs {
  assert(instances !== null, 'what instances need was not loaded')
  return instances
}

let tenancy: typeof tenants | null = null

/** How users of several tenants come. */
export function tenancyAtHand(): typeof tenants {
  assert(tenancy !== null, 'how tenants come was not loaded')
  return tenancy
}

/** To be awaited before a world of that scenario is built. */
export async function loadServices(scenario: Scenario): Promise<void> {
  if (needsInstances(scenario)) instances ??= (await import('../instances/configs')).instanceConfigs
  if (tenantsOf(scenario).length > 0) tenancy ??= await import('../../services/tenants')
  if (scenario.groups.some(({ role }) => role === 'stream')) streams ??= await import('../../services/stream')
}
