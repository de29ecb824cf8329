/**
 * Schemas and relations of balancers that know their instances, of groups that grow, of autoscalers and of servers that fan out: what
 * would never work, or never end, is refused with the field that the author would change.
 */
import * as v from 'valibot'
import type { Growing } from '../growth'
import { allInstances, canGrow } from '../growth'
import { LIMITS } from '../limits'
import { refusal } from '../refusal'
import { checkSurges } from './tenants'
import type { GroupSpec, HealthSpec, JourneySpec, Scenario } from '../scenario'
import type { Schema } from './fields'
import { durationUs, id, list, number, oneOf, positiveUs, probability, strict, whole } from './fields'

/** A check more often than this is a busy loop. */
const checkUs = whole(10_000, LIMITS.durationUs)
const inARow = whole(1, 100)
const health: Schema<HealthSpec> = strict({
  intervalUs: checkUs,
  timeoutUs: positiveUs,
  unhealthyAfter: inARow,
  healthyAfter: inARow,
  passive: v.optional(strict({ failures: inARow, ejectUs: positiveUs })),
  panicBelow: v.optional(probability),
})

/** A balancer's own fields. */
export const balancing = {
  strategy: oneOf('roundRobin', 'random', 'leastOutstanding', 'powerOfTwo', 'consistentHash'),
  timeoutUs: positiveUs,
  weights: v.optional(list(number(0.001, 1_000), 1, LIMITS.instances)),
  choices: v.optional(whole(1, LIMITS.instances)),
  boundedLoad: v.optional(number(1.01, 100)),
  health: v.optional(health),
  slowStartUs: v.optional(positiveUs),
}
export const growth = { countMax: v.optional(whole(1, LIMITS.instances)), bootUs: v.optional(durationUs) }
export const fanOut = strict({ calls: id, count: whole(1, LIMITS.instances), timeoutUs: v.optional(positiveUs) })
export const autoscaling = {
  scales: id,
  utilisation: v.optional(number(0.01, 1)),
  queueDepth: v.optional(number(0.01, LIMITS.queue)),
  intervalUs: whole(500_000, LIMITS.durationUs),
  cooldownUs: durationUs,
  min: whole(1, LIMITS.instances),
  max: v.optional(whole(1, LIMITS.instances)),
}

function invalid(field: string, problem: string, allowed: string, got: unknown) {
  return refusal('scenario.invalid', { field, problem, allowed, got })
}

/** Throws scenario.invalid. Names of groups must have been checked. */
export function checkInstances(scenario: Scenario): void {
  const byId = new Map(scenario.groups.map((group) => [group.id, group]))
  scenario.groups.forEach((group, g) => {
    const field = `groups[${g}]`
    if (group.role === 'balancer') checkBalancer(group, field, byId)
    if ('countMax' in group || 'bootUs' in group) checkGrowing(group, field)
    if (group.role === 'autoscaler') checkAutoscaler(group, field, byId)
    if (group.role === 'server' && group.fanOut) checkFanOut(group.fanOut, `${field}.fanOut`, byId)
    checkCallers(group, field, byId)
  })
  scenario.groups.forEach((group, g) => {
    if (group.role === 'clients')
      group.journeys.forEach((journey, j) => {
        const at = `groups[${g}].journeys[${j}]`
        checkCalled(journey.calls, at, byId)
        checkJourney(journey, journey.calls ?? group.calls, at, byId)
      })
  })
}

type Groups = Map<string, GroupSpec>

function checkBalancer(group: Extract<GroupSpec, { role: 'balancer' }>, field: string, byId: Groups): void {
  const { strategy, choices, boundedLoad, weights } = group
  const called = byId.get(group.calls) as Exclude<GroupSpec, { role: 'store' }>
  const instances = allInstances(called)
  if (weights && weights.length !== instances)
    throw invalid(`${field}.weights`, 'oneEach', String(instances), weights.length)
  if (choices !== undefined && strategy !== 'powerOfTwo')
    throw invalid(`${field}.choices`, 'notForStrategy', 'powerOfTwo', strategy)
  if (choices !== undefined && choices > instances)
    throw invalid(`${field}.choices`, 'outOfRange', `1 to ${instances}`, choices)
  if (boundedLoad !== undefined && strategy !== 'consistentHash')
    throw invalid(`${field}.boundedLoad`, 'notForStrategy', 'consistentHash', strategy)
  if (!group.health) return
  const { timeoutUs, intervalUs } = group.health
  if (timeoutUs > intervalUs) throw invalid(`${field}.health.timeoutUs`, 'outOfRange', `1 to ${intervalUs}`, timeoutUs)
}

function checkGrowing(group: Growing, field: string): void {
  const { count, countMax, bootUs } = group
  if (countMax !== undefined && countMax < count)
    throw invalid(`${field}.countMax`, 'outOfRange', `${count} to ${LIMITS.instances}`, countMax)
  if (countMax === undefined && bootUs !== undefined)
    throw invalid(`${field}.bootUs`, 'needsCountMax', 'countMax', bootUs)
}

/** Only a balancer hears of instances that come and go. */
function checkCallers(group: GroupSpec, field: string, byId: Groups): void {
  if (group.role === 'balancer') return
  checkCalled('calls' in group ? group.calls : undefined, field, byId)
}
function checkCalled(called: string | undefined, field: string, byId: Groups): void {
  const target = called === undefined ? undefined : byId.get(called)
  if (target && canGrow(target)) throw invalid(`${field}.calls`, 'needsBalancer', 'balancer', called)
}

function checkAutoscaler(group: Extract<GroupSpec, { role: 'autoscaler' }>, field: string, byId: Groups): void {
  const scaled = byId.get(group.scales) as Extract<GroupSpec, { role: 'api' | 'server' }>
  if (!canGrow(scaled)) throw invalid(`${field}.scales`, 'needsCountMax', 'countMax', group.scales)
  if ((group.utilisation === undefined) === (group.queueDepth === undefined))
    throw invalid(`${field}.utilisation`, 'oneMeasure', 'utilisation, queueDepth', group.utilisation)
  if ((scaled.capacity?.workers ?? 0) === 0) throw invalid(`${field}.scales`, 'needsCapacity', 'capacity', group.scales)
  const most = allInstances(scaled)
  const max = group.max ?? most
  if (max > most) throw invalid(`${field}.max`, 'outOfRange', `1 to ${most}`, max)
  if (group.min > max) throw invalid(`${field}.min`, 'outOfRange', `1 to ${max}`, group.min)
}

function checkFanOut(spec: { calls: string; count: number }, field: string, byId: Groups): void {
  const leaves = byId.get(spec.calls) as Extract<GroupSpec, { role: 'server' }>
  if (leaves.fanOut) throw invalid(`${field}.calls`, 'notLeaf', 'server', spec.calls)
  if (canGrow(leaves)) throw invalid(`${field}.calls`, 'needsBalancer', 'balancer', spec.calls)
  if (spec.count > leaves.count) throw invalid(`${field}.count`, 'outOfRange', `1 to ${leaves.count}`, spec.count)
}

function checkJourney(journey: JourneySpec, calls: string, field: string, byId: Groups): void {
  checkSurges(journey.surges ?? [], field)
  journey.steps.forEach((step, s) => {
    if (step.op !== 'call' || step.fanOut === undefined) return
    const leaves = leavesBehind(calls, byId)
    if (leaves === 0) throw invalid(`${field}.steps[${s}].fanOut`, 'needsFanOut', 'fanOut', calls)
    if (step.fanOut > leaves) throw invalid(`${field}.steps[${s}].fanOut`, 'outOfRange', `1 to ${leaves}`, step.fanOut)
  })
}
/** How many leaves the servers behind balancers and queues have; 0: they ask none. */
function leavesBehind(called: string, byId: Groups): number {
  const group = byId.get(called)
  if ((group?.role === 'balancer' || group?.role === 'queue') && group.calls !== undefined)
    return leavesBehind(group.calls, byId)
  if (group?.role !== 'server' || !group.fanOut) return 0
  const leaves = byId.get(group.fanOut.calls)
  return leaves?.role === 'server' ? leaves.count : 0
}
