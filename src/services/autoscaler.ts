/**
 * A controller that keeps a group as large as is decided, by default as large as its load asks for. It knows what instances
 * report, and orders by messages: cut off, it does nothing; an order that is lost is given again.
 *
 * Journal: an `autoscale` record for every decision, from how many to how many.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { DUTY, PURPOSE, TYPE, W, decide } from '../cluster'
import { AUTOSCALE } from '../decisions/autoscale/contract'
import proportional from '../decisions/autoscale/proportional'
import { WORDS } from '../kernel/eventQueue'
import { ORDER, REPORT_US } from './instance'

export interface AutoscalerConfig {
  scales: readonly number[] // node indices
  measure: 'utilisation' | 'queueDepth' // of the workers, from 0 to 1; requests waiting at each instance
  target: number
  intervalUs: number
  cooldownUs: number
  min: number
  max: number
}
/** What an instance said: its duty last, its load since the last decision. */
interface Report {
  atUs: number // −1: nothing yet
  count: number
  duty: number
  sum: number // of the measures
  times: number
}
interface AutoscalerState {
  reports: Report[]
  wishes: { wishes: { atUs: number; desired: number }[] } // of the decision that is built in
}
/** An instance that has not reported for so long is not there. */
const LOST_US = 3 * REPORT_US
const TIMER = { decide: 1 } as const
const configOf = (node: ClusterNode): AutoscalerConfig => node.config as AutoscalerConfig
const stateOf = (node: ClusterNode): AutoscalerState => node.state as AutoscalerState

export const autoscaler: Role = {
  start: begin,
  restart: begin,
  receive(cluster, node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.loadReport) heard(cluster, node, m)
  },
  timer(cluster, node) {
    scale(cluster, node)
    cluster.setTimer(node, configOf(node).intervalUs, TIMER.decide, node.index, 0, 0)
  },
}

function begin(cluster: Cluster, node: ClusterNode): void {
  const { scales, intervalUs } = configOf(node)
  const reports = scales.map((): Report => ({ atUs: -1, count: 0, duty: DUTY.standsBy, sum: 0, times: 0 }))
  node.state = { reports, wishes: { wishes: [] } } satisfies AutoscalerState
  cluster.setTimer(node, intervalUs, TIMER.decide, node.index, 0, 0)
}

function heard(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  const { scales, measure } = configOf(node)
  const at = scales.indexOf(words[w + W.from])
  const { reports } = stateOf(node)
  if (at < 0 || words[w + W.count] <= reports[at].count) return
  const said = reports[at]
  said.atUs = cluster.nowUs
  said.count = words[w + W.count]
  said.duty = words[w + W.a]
  said.sum += words[w + (measure === 'utilisation' ? W.b : W.c)] / 1_000
  said.times++
}

/** Orders what the decision asks for; as long as nobody has reported, nothing is known to decide by. */
function scale(cluster: Cluster, node: ClusterNode): void {
  const { min, max, cooldownUs, scales, measure, target, intervalUs } = configOf(node)
  const { reports, wishes } = stateOf(node)
  const serving = placesOf(cluster, node, DUTY.serves)
  const booting = placesOf(cluster, node, DUTY.boots).length
  const standBys = placesOf(cluster, node, DUTY.standsBy)
  const sum = serving.reduce((all, at) => all + reports[at].sum / Math.max(1, reports[at].times), 0)
  for (const said of reports) said.sum = said.times = 0
  if (serving.length === 0 && !reports.some(({ atUs }) => atUs >= 0)) return
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.choice, Math.floor(nowUs / intervalUs), 0)
  const context = {
    nowUs,
    random,
    randomInt,
    serving: serving.length,
    booting,
    standingBy: standBys.length,
    measure,
    load: serving.length === 0 ? 0 : sum / serving.length,
    target,
    min,
    max,
    cooldownUs,
  }
  const place = { node, called: scales[0], origin: -1, count: 0 }
  const wanted = decide(cluster, AUTOSCALE, place, context, proportional, wishes)
  const current = serving.length + booting
  const grows = wanted > current
  const ordered = grows ? standBys.slice(0, wanted - current) : serving.slice(wanted)
  if (ordered.length === 0) return
  cluster.recordState(node, 'autoscale', scales[0], current, current + (grows ? ordered.length : -ordered.length))
  for (const at of ordered) order(cluster, node, scales[at], grows ? ORDER.add : ORDER.drain)
}
/** Those with this duty, by their place, as far as they have reported lately. */
function placesOf(cluster: Cluster, node: ClusterNode, duty: number): number[] {
  return stateOf(node).reports.flatMap((report, at) =>
    report.duty === duty && report.atUs >= 0 && cluster.nowUs - report.atUs <= LOST_US ? [at] : [],
  )
}
function order(cluster: Cluster, node: ClusterNode, instance: number, what: number): void {
  const m = cluster.send(node, cluster.nodes[instance], TYPE.scaleOrder, node.index, cluster.background(node), 0)
  cluster.queue.words[m * WORDS + W.a] = what
}
