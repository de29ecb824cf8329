/**
 * Whether a store with idempotency still remembers an operation when its last attempt comes. Most stores forget by count, so the time
 * that they remember hangs on the rate of writes: here all that the journeys make at their peaks, as if one shard got them all, and
 * twice as many again, for arrivals are random and jobs come in heaps after a pause. A client's last attempt may come as long after its
 * deadline as a queue on its way keeps it in line. What faults add to a message's way is nobody's bound.
 */
import { REMEMBERED } from '../../cluster/remembered'
import type { BackoffConfig } from '../../resilience/backoff'
import { BACKOFFS, waitUs } from '../../resilience/backoff'
import type { CallPolicySpec } from '../policies'
import { longestInLineUs } from '../pushQueues'
import { refusal } from '../refusal'
import type { JourneySpec, Scenario } from '../scenario'
import { mostOfSurges, mostOfTenants } from './tenants'

type PolicyRetrySpec = NonNullable<CallPolicySpec['retry']>
type Store = Extract<Scenario['groups'][number], { role: 'store' }>
/** An attempt at the store that was not given a time (roleConfigs). */
const ATTEMPT_US = 500_000
const MARGIN = 2
const NONE = { attempts: 1, backoffUs: 0 }

/** Microseconds for which an operation is remembered at least; Infinity: it is nobody's business. */
function rememberedUs({ groups }: Scenario, { replication }: Store): number {
  const { mode } = replication
  const isOn = 'idempotency' in replication ? replication.idempotency : mode !== 'dynamo'
  if (!isOn || !(mode in REMEMBERED)) return Infinity
  const kept = REMEMBERED[mode as keyof typeof REMEMBERED]
  if ('us' in kept) return kept.us
  let perSecond = 0
  for (const group of groups)
    if (group.role === 'clients')
      for (const journey of group.journeys) perSecond += writesPerSecond(journey) * mostOfTenants(group.users)
  return (kept.writes / (MARGIN * perSecond)) * 1e6
}
function writesPerSecond({ ratePerSecond, surges, steps }: JourneySpec): number {
  const writes = steps.reduce((n, step) => n + effectsOf(step), 0)
  return ratePerSecond * writes * mostOfSurges(surges)
}
/** Writes, and jobs whose worker may write. */
function effectsOf(step: JourneySpec['steps'][number]): number {
  if (step.op === 'write') return step.emitsJob ? 2 : 1
  return step.op === 'transfer' || step.op === 'submit' ? 1 : 0
}

/** From the first attempt until the last is given up, at most; microseconds. */
function lastsUs(retry: PolicyRetrySpec, attemptUs: number, attempts: number): number {
  const { strategy, backoffUs: firstUs, maxUs, multiplier, jitter } = retry
  const config: BackoffConfig = strategy
    ? BACKOFFS[strategy](firstUs, maxUs ?? Infinity)
    : { backoffUs: firstUs, multiplier, jitter, maxUs }
  let us = attempts * attemptUs
  let longestUs = firstUs
  for (let k = 1; k < attempts; k++) us += longestUs = waitUs(config, k, config.decorrelated ? 1 : 0, longestUs)
  return us
}
/** Journeys whose writes are asked for again by the clients themselves, which they do until the deadline at most; the longest first. */
function askedAgain({ groups, policies = [] }: Scenario): { field: string; deadlineUs: number }[] {
  return groups
    .flatMap((group, g) => {
      if (group.role !== 'clients') return []
      return group.journeys.flatMap(({ id, steps, retry, deadlineUs }, j) => {
        const repeats = policies.some(
          (p) => p.from === group.id && (p.retry?.attempts ?? 1) > 1 && (p.journeys?.includes(id) ?? true),
        )
        const isAsked = (repeats || (retry?.attempts ?? 1) > 1) && steps.some((step) => effectsOf(step) > 0)
        return isAsked ? [{ field: `groups[${g}].journeys[${j}].deadlineUs`, deadlineUs }] : []
      })
    })
    .sort((a, b) => b.deadlineUs - a.deadlineUs)
}

/**
 * So many attempts of an entry can be made while the store remembers: as many as it has, or fewer; 0 where not even one can be, for
 * clients ask again too late.
 */
export function attemptsRemembered(
  scenario: Scenario,
  { from, to, operations, retry = NONE, timeoutUs = ATTEMPT_US }: CallPolicySpec,
): number {
  const store = scenario.groups.find(({ id }) => id === to)
  const writes = operations?.some((op) => op !== 'read') ?? true
  if (store?.role !== 'store' || !writes) return retry.attempts
  const isWorker = scenario.groups.some(({ id, role }) => id === from && role === 'worker')
  const [longest] = isWorker ? [] : askedAgain(scenario)
  const withinUs = rememberedUs(scenario, store) - (longest ? longest.deadlineUs + longestInLineUs(scenario) : 0)
  const least = longest ? 0 : 1 // what is asked for once is not done twice
  let attempts = retry.attempts
  while (attempts > least && lastsUs(retry, timeoutUs, attempts) > withinUs) attempts--
  return attempts
}

/** Throws scenario.invalid with the field of the attempts, or of the clients' deadline. */
export function checkRemembered(scenario: Scenario): void {
  const found = outlivesRecords(scenario)
  if (found) throw refusal('scenario.invalid', { ...found, problem: 'outlivesRecords' })
}
/** The first retries that the store's memory does not outlive; null: there are none. */
export function outlivesRecords(scenario: Scenario): { field: string; allowed: string; got: number } | null {
  const own = scenario.groups.flatMap((group, g) => {
    if ((group.role !== 'api' && group.role !== 'worker') || group.store === undefined) return []
    const { id, store, storeRetry } = group
    const policy: CallPolicySpec = { from: id, to: store, timeoutUs: storeRetry?.timeoutUs, retry: storeRetry }
    return [{ policy, field: `groups[${g}].storeRetry.attempts` }]
  })
  const listed = (scenario.policies ?? []).map((policy, i) => ({ policy, field: `policies[${i}].retry.attempts` }))
  for (const { policy, field } of [...listed, ...own]) {
    const got = policy.retry?.attempts ?? 1
    const most = attemptsRemembered(scenario, policy)
    if (most >= got) continue
    const [longest] = askedAgain(scenario)
    return most > 0
      ? { field, allowed: `1 to ${most}`, got }
      : { field: longest.field, allowed: '', got: longest.deadlineUs }
  }
  return null
}
