/**
 * Which decisions a run has, where they are made, and who makes them now: what is built in there by name, unless the learner's
 * code reaches the place.
 */
import type { PolicyReach } from '../../cluster/command'
import type { ContractName } from '../../decisions'
import type { ModeName } from '../../scenarios/modes'
import type { CallPolicySpec } from '../../scenarios/policies'
import { entriesOf } from '../../scenarios/policies/effective'
import { traitsOf } from '../../scenarios/modes/traits'
import type { GroupSpec, Scenario } from '../../scenarios/scenario'

/** A service that makes a decision for its calls of another one, or for itself. */
export interface DecisionPlace {
  group: string
  called: string | null
  builtIn: string | null // entry of the gallery; null: told by none
}
type Places = (scenario: Scenario) => DecisionPlace[]

/** Whoever calls another group with a policy that has this part. */
const calling =
  (part: keyof CallPolicySpec, builtIn: (entry: CallPolicySpec) => string): Places =>
  (scenario) =>
    onceEach(
      scenario.groups.flatMap((group) =>
        entriesOf(scenario, group)
          .filter((entry) => entry[part] !== undefined)
          .map((entry) => ({ group: group.id, called: entry.to, builtIn: builtIn(entry) })),
      ),
    )
function onceEach(places: DecisionPlace[]): DecisionPlace[] {
  return places.filter((a, i) => places.findIndex((b) => b.group === a.group && b.called === a.called) === i)
}

/** A store's replicas, in some of the modes. */
const storing =
  (has: (mode: ModeName) => boolean, builtIn: string): Places =>
  ({ groups }) =>
    groups.flatMap((group) =>
      group.role === 'store' && has(group.replication.mode) ? [{ group: group.id, called: null, builtIn }] : [],
    )

/** Whoever asks the store for what its users have. */
const asking =
  (builtIn: (store: Store) => string | null): Places =>
  ({ groups }) =>
    groups.flatMap((group) => {
      if (group.role !== 'api' && group.role !== 'worker') return []
      const store = groups.find(({ id }) => id === group.store)
      const name = store?.role === 'store' ? builtIn(store) : null
      return name === null ? [] : [{ group: group.id, called: store?.id ?? null, builtIn: name }]
    })
type Store = Extract<GroupSpec, { role: 'store' }>

/** The nodes of a transactional store know which keys are theirs. */
function placedBy({ replication, partition }: Store): string | null {
  if (traitsOf(replication).transfers) return null
  const scheme = partition?.scheme ?? 'range'
  return scheme === 'slots' ? 'asMapped' : scheme
}
/** Null where no two versions ever meet, or there is nothing to choose. */
function mergedBy({ replication }: Store): string | null {
  switch (replication.mode) {
    case 'quorum':
      return 'lastWriter'
    case 'dynamo':
      return replication.versions === 'lastWriter' ? 'lastWriter' : 'keepAll'
    case 'multileader':
      if (replication.resolution === 'lastWriterWins') return 'lastWriter'
      return replication.resolution === 'merge' && replication.merge !== 'union' ? 'greatest' : 'keepAll'
    case 'crdt':
      return replication.type === 'lwwRegister' ? 'lastWriter' : null
    default:
      return null
  }
}

const PLACES: { [C in ContractName]: Places } = {
  balancer: ({ groups }) =>
    groups.flatMap((group) =>
      group.role === 'balancer' ? [{ group: group.id, called: group.calls, builtIn: group.strategy }] : [],
    ),
  replica: asking(() => 'inTurn'),
  partition: asking(placedBy),
  merge: ({ groups }) =>
    groups.flatMap((group) => {
      const builtIn = group.role === 'store' ? mergedBy(group) : null
      return builtIn === null ? [] : [{ group: group.id, called: null, builtIn }]
    }),
  retry: calling('retry', ({ retry }) => (retry?.strategy === 'decorrelatedJitter' ? 'decorrelated' : 'backoff')),
  breakerTrip: calling('breaker', () => 'shares'),
  breakerTrial: calling('breaker', () => 'afterWait'),
  hedge: calling('hedge', () => 'afterDelay'),
  fallback: calling('fallback', () => 'inOrder'),
  admit: ({ groups }) =>
    groups.flatMap((group) => (group.capacity ? [{ group: group.id, called: null, builtIn: 'asConfigured' }] : [])),
  cache: ({ groups }) =>
    groups.flatMap((group) =>
      group.role === 'api' && group.copies?.first === 'cache'
        ? [{ group: group.id, called: group.cache ?? null, builtIn: 'asFresh' }]
        : [],
    ),
  limit: (scenario) => [
    ...calling('limit', ({ limit }) => limit?.kind ?? 'fixed')(scenario),
    ...scenario.groups.flatMap((group) => {
      const limit = group.capacity?.admission?.limit
      return limit ? [{ group: group.id, called: null, builtIn: limit.kind }] : []
    }),
  ],
  consistency: ({ groups }) =>
    groups.flatMap((group) =>
      group.role === 'clients'
        ? onceEach(
            group.journeys.flatMap(({ steps, calls }) =>
              steps.some(({ op }) => op === 'read')
                ? [{ group: group.id, called: calls ?? group.calls, builtIn: 'asSet' }]
                : [],
            ),
          )
        : [],
    ),
  quorum: storing((mode) => mode === 'quorum' || mode === 'dynamo', 'asAsked'),
  electionTimeout: storing((mode) => mode === 'raft' || mode === 'spanner', 'randomised'),
  autoscale: ({ groups }) =>
    groups.flatMap((group) =>
      group.role === 'autoscaler' ? [{ group: group.id, called: null, builtIn: 'proportional' }] : [],
    ),
  program: storing((mode) => mode === 'program', 'primaryBackup'),
}

export function placesOf(scenario: Scenario, contract: ContractName): DecisionPlace[] {
  return PLACES[contract](scenario)
}
/** Those that something of this scenario makes. */
export function decisionsOf(scenario: Scenario): ContractName[] {
  return (Object.keys(PLACES) as ContractName[]).filter((contract) => placesOf(scenario, contract).length > 0)
}

/** Decisions that are asked only where a call has that part of a policy; all others are asked of every call. */
const STANDS_ON = {
  breakerTrip: 'breaker',
  breakerTrial: 'breaker',
  fallback: 'fallback',
  limit: 'limit',
} as const satisfies { [C in ContractName]?: keyof CallPolicySpec }
export type NeededPart = (typeof STANDS_ON)[keyof typeof STANDS_ON]

export function neededPart(contract: ContractName): NeededPart | null {
  return contract in STANDS_ON ? STANDS_ON[contract as keyof typeof STANDS_ON] : null
}
/** Calls without the part that this decision stands on: code for it is never asked there. */
export function callsWithout(scenario: Scenario, contract: ContractName): { group: string; called: string }[] {
  if (!neededPart(contract)) return []
  const asked = placesOf(scenario, contract)
  return scenario.groups.flatMap((group) =>
    callsOf(group)
      .filter((called) => !asked.some((place) => place.group === group.id && place.called === called))
      .map((called) => ({ group: group.id, called })),
  )
}
/** Decisions that nothing of this scenario makes for want of such a part. */
export function lacking(scenario: Scenario): ContractName[] {
  const names = Object.keys(STANDS_ON) as ContractName[]
  return names.filter((name) => placesOf(scenario, name).length === 0 && callsWithout(scenario, name).length > 0)
}
/** Whom a group calls by policies. */
function callsOf(group: Scenario['groups'][number]): string[] {
  if (group.role === 'clients') return [group.calls]
  if (group.role !== 'api') return []
  return [group.store, group.recommendations?.calls].filter((called) => called !== undefined)
}

/** Where code may be made to decide, widest first: everywhere, at one service, on one edge, for one operation. */
export function reachesOf(scenario: Scenario, contract: ContractName): PolicyReach[] {
  const places = placesOf(scenario, contract)
  const groups = [...new Set(places.map(({ group }) => group))]
  const edges = places.filter(({ called }) => called !== null) as (DecisionPlace & { called: string })[]
  const journeys = scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
  return [
    {},
    ...groups.map((group) => ({ group })),
    ...edges.map(({ group, called }) => ({ group, called })),
    ...journeys.map(({ id }) => ({ journey: id })),
    ...journeys.flatMap(({ id, steps }) => (steps.length > 1 ? steps.map((_, step) => ({ journey: id, step })) : [])),
  ]
}
