/** Journeys arrive and take their steps: each is one operation, of one user and session, on a key. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, OP, PURPOSE, entityOf, watch } from '../../cluster'
import { countOfStep } from '../operationCounts'
import { surgingGapUs } from '../surges'
import type { ClientsConfig } from './state'
import { TIMER, configOf, isEnded, stateOf, takeRow } from './state'
import { tryOnce } from './tries'

export function journeyEntity(id: string): number {
  return entityOf(`journey:${id}`)
}

export function nextArrival(cluster: Cluster, node: ClusterNode, j: number): void {
  const journey = configOf(node).journeys[j]
  const n = ++stateOf(node).arrivals[j]
  const usual = cluster.draws.exponentialAt(journey.entity, PURPOSE.arrival, n, 0) * journey.meanGapUs
  const gap = journey.surges.length === 0 ? usual : surgingGapUs(journey.surges, cluster.nowUs, usual)
  cluster.setTimer(node, gap, TIMER.arrival, node.index, 0, n, j)
}

export function arrive(cluster: Cluster, node: ClusterNode, j: number): void {
  const { journeys, picker } = configOf(node)
  const n = stateOf(node).arrivals[j]
  const user = picker.pick(cluster.draws.at(journeys[j].entity, PURPOSE.user, n, 0).unit(), cluster.nowUs)
  begin(cluster, node, j, n, 0, user, -1, 0, n)
  nextArrival(cluster, node, j)
}

/** Invokes a step of a journey. `order`: the key of an earlier step of this session, −1: none; `seen`: its version there. */
export function begin(
  cluster: Cluster,
  node: ClusterNode,
  j: number,
  arrival: number,
  s: number,
  user: number,
  order: number,
  seen: number,
  path: number,
): void {
  const config = configOf(node)
  const journey = config.journeys[j]
  const step = journey.steps[s]
  const key = step.key === 'user' ? user : step.key === 'none' ? -1 : order >= 0 ? order : newOrder(node, user)
  const count = countOfStep(config.journeys.length, config.mostSteps, j, arrival, s)
  let value = 0
  if (step.op === OP.write) value = count * 256 + (node.index & 255)
  else if (step.op === OP.transfer) value = payeeOf(cluster, config, j, arrival, s, user)
  cluster.invoke(node, step.operationClass, key, value, user, count)
  const { pending } = stateOf(node)
  const row = takeRow(pending)
  const p = pending.rows[row]
  p.count = count
  p.journey = j
  p.arrival = arrival
  p.step = s
  p.user = user
  p.key = key
  p.value = value
  p.floor = key === order ? seen : 0
  p.deadlineAtUs = cluster.nowUs + journey.deadlineUs
  p.attempt = 0
  p.tries = 0
  p.first = 0
  p.open = 0
  p.waitedUs = 0
  p.doubtful = false
  p.lastCause = CAUSE.none
  p.hedgeTimer = -1
  watch(cluster, node, stateOf(node).deadlines[j], row, count, isEnded)
  tryOnce(cluster, node, row, p, path)
}

/** Whom a transfer pays: another of those who come, as often as they do. */
function payeeOf(cluster: Cluster, config: ClientsConfig, j: number, arrival: number, s: number, user: number): number {
  const unit = cluster.draws.at(config.journeys[j].entity, PURPOSE.payee, arrival, s).unit()
  const payee = config.picker.pick(unit, cluster.nowUs)
  return payee === user ? (user + 1) % config.users : payee
}

/** An order's key: its user, and how many that user has had. The partition key is the user. */
function newOrder(node: ClusterNode, user: number): number {
  const { orders } = stateOf(node)
  const n = orders.value(user) + 1
  orders.set(user, n, n)
  return user + configOf(node).users * n
}
