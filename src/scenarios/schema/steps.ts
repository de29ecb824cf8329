/**
 * Whether journeys can be served: each step is followed to the group that answers it, which must have what the step asks
 * for. Effects that must not double (moving money between balances) need conditional writes, which a quorum register does
 * not have; an order under a key of its own can be written twice with the same result, so a checkout needs none.
 */
import { traitsOf } from '../modes/traits'
import { refusal } from '../refusal'
import type { GroupSpec, JourneySpec, Scenario, StepSpec } from '../scenario'

type Store = Extract<GroupSpec, { role: 'store' }>
type Api = Extract<GroupSpec, { role: 'api' }>

/** Throws a FaultlineError, scenario.invalid or scenario.needsConditionalWrites. Names of groups must have been checked. */
export function checkSteps(scenario: Scenario): void {
  const byId = new Map(scenario.groups.map((group) => [group.id, group]))
  scenario.groups.forEach((group, g) => {
    if (group.role === 'worker' && group.store !== undefined) {
      checkQuorum(`groups[${g}].w`, group.w!, byId.get(group.store) as Store)
    }
    if (group.role === 'worker') {
      checkPull(`groups[${g}].takesFrom`, group.takesFrom, byId)
      const isOfStream = byId.get(group.takesFrom)!.role === 'stream'
      if (group.consumer && !isOfStream)
        throw invalid(`groups[${g}].consumer`, 'consumerOfStream', 'stream', group.takesFrom)
      // It takes an entry only when a worker is free: there is nothing to turn away.
      if (isOfStream && group.capacity?.admission)
        throw invalid(`groups[${g}].capacity.admission`, 'consumerAdmits', '', '{}')
    }
    if (group.role === 'api' && group.queue !== undefined) checkPull(`groups[${g}].queue`, group.queue, byId)
    if (group.role !== 'clients') return
    group.journeys.forEach((journey, j) => {
      const field = journey.calls === undefined ? 'calls' : `journeys[${j}].calls`
      const answering = answeringGroup(journey.calls ?? group.calls, `groups[${g}].${field}`, byId)
      journey.steps.forEach((_, s) => checkStep(journey, s, `groups[${g}].journeys[${j}].steps[${s}]`, answering, byId))
    })
  })
}

function invalid(field: string, problem: string, allowed: string, got: unknown) {
  return refusal('scenario.invalid', { field, problem, allowed, got })
}

/** Behind balancers and queues that forward: who answers. These never call each other in a circle, by their roles. */
function answeringGroup(called: string, field: string, byId: Map<string, GroupSpec>): GroupSpec {
  const group = byId.get(called)!
  if (group.role === 'balancer') return answeringGroup(group.calls, field, byId)
  if (group.role !== 'queue') return group
  if (group.calls === undefined) throw invalid(field, 'notForwarding', 'calls', called)
  return answeringGroup(group.calls, field, byId)
}

function checkPull(field: string, name: string, byId: Map<string, GroupSpec>): void {
  const group = byId.get(name)!
  if (group.role === 'queue' && group.visibilityUs === undefined)
    throw invalid(field, 'notPulled', 'visibilityUs', name)
}

function checkStep(
  journey: JourneySpec,
  s: number,
  field: string,
  answering: GroupSpec,
  byId: Map<string, GroupSpec>,
): void {
  const step = journey.steps[s]
  if (step.op === 'call') return
  if (answering.role !== 'api') throw invalid(`${field}.op`, 'notServed', 'call', step.op)
  if (needsQueue(step) && answering.queue === undefined) throw invalid(field, 'needsQueue', 'queue', answering.id)
  if (step.op === 'submit') return
  const store = storeOf(answering, field, byId)
  const { transfers } = traitsOf(store.replication)
  if (transfers && step.op === 'transfer') return
  if (step.op === 'transfer' || (step.op === 'write' && step.key === 'user' && journey.movesMoney)) {
    const allowed = step.op === 'write' ? 'order' : 'write, read, submit, call'
    throw refusal('scenario.needsConditionalWrites', {
      field: step.op === 'write' ? `${field}.key` : `${field}.op`,
      problem: 'needsConditionalWrites',
      allowed,
      got: store.replication.mode,
    })
  }
  if (step.op === 'write') {
    checkQuorum(`${field}.w`, step.w, store)
    return
  }
  checkQuorum(`${field}.r`, step.r, store)
  if ((step.consistency === 'bounded') !== (step.boundUs !== undefined))
    throw invalid(`${field}.boundUs`, 'boundOfBounded', 'bounded', step.consistency)
  if (step.recommendations && !answering.recommendations) {
    throw invalid(`${field}.recommendations`, 'needsRecommendations', 'false', answering.id)
  }
  checkCopies(step, field, answering)
  const written = journey.steps.slice(0, s).some((before) => before.op === 'write' && before.key === 'order')
  if (step.key === 'order' && !written) throw invalid(`${field}.key`, 'orderNotWritten', 'user', step.key)
}

/** Copies are of users' data, at services that keep some, and no proof of anything. */
function checkCopies(step: Extract<StepSpec, { op: 'read' }>, field: string, answering: Api): void {
  if (!step.copies) return
  if (!answering.copies) throw invalid(`${field}.copies`, 'needsCopies', 'false', answering.id)
  if (step.key !== 'user') throw invalid(`${field}.copies`, 'copiesOfUsers', 'false', step.key)
  if (step.consistency === 'strong') throw invalid(`${field}.copies`, 'strongHasNoCopies', 'false', step.consistency)
}

function needsQueue(step: StepSpec): boolean {
  return step.op === 'submit' || (step.op === 'write' && step.emitsJob === true)
}

function storeOf(api: Api, field: string, byId: Map<string, GroupSpec>): Store {
  if (api.store === undefined) throw invalid(field, 'needsStore', 'store', api.id)
  return byId.get(api.store) as Store
}

function checkQuorum(field: string, wanted: number, store: Store): void {
  if (wanted > store.replicas) throw invalid(field, 'moreThanReplicas', `1 to ${store.replicas}`, wanted)
}
