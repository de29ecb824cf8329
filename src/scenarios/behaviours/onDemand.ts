/** Behaviours as separate files of the built page: a visit meets one mode or two. That which the page opens with is at hand. */
import { assert } from '../../kernel'
import type { ModeName, ReplicationSpec } from '../modes'
import type { Scenario } from '../scenario'
import type { PerMode, StoreBehaviour } from './behaviour'
import { extrasOf, type Extra, type Extras } from './extras'
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

const LOAD_EXTRA: { [E in Extra]: () => Promise<Extras[E]> } = {
  streams: () => import('../../services/stream'),
  instances: async () => (await import('../instances/configs')).instanceConfigs,
  tenancy: () => import('../../services/tenants'),
  shedding: () => import('../../services/admission'),
}
const extras: Partial<Extras> = {}

/** What few scenarios need. */
export function extra<E extends Extra>(name: E): Extras[E] {
  const it = extras[name]
  assert(it !== undefined, `${name} were not loaded`)
  return it
}
/** To be awaited before a world of that scenario is built. */
export async function loadServices(scenario: Scenario): Promise<void> {
  for (const name of extrasOf(scenario))
    if (!(name in extras)) Object.assign(extras, { [name]: await LOAD_EXTRA[name]() })
}
