/**
 * A controller that keeps a group as large as its load asks for: how many would be busy to their target is proportional to how busy
 * they are now (Kubernetes' horizontal pod autoscaler: desired = ⌈serving × measure / target⌉, nothing within a tenth of the target,
 * and no fewer than the greatest wish of the last `cooldownUs`). It knows what instances report, and orders by messages: cut off, it
 * does nothing; an order that is lost is given again.
 *
 * Journal: an `autoscale` record for every decision, from how many to how many.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { DUTY, TYPE, W } from '../cluster'
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
  wishes: { atUs: number; desired: number }[]
}
/** An instance that has not reported for so long is not there. */
const LOST_US = 3 * REPORT_US
const TOLERANCE = 0.1
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
    decide(cluster, node)
    cluster.setTimer(node, configOf(node).intervalUs, TIMER.decide, node.index, 0, 0)
  },
}

function begin(cluster: Cluster, node: ClusterNode): void {
  const { scales, intervalUs } = configOf(node)
  const reports = scales.map((): Report => ({ atUs: -1, count: 0, duty: DUTY.standsBy, sum: 0, times: 0 }))
  node.state = { reports, wishes: [] } satisfies AutoscalerState
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

function decide(cluster: Cluster, node: ClusterNode): void {
  const { min, max, cooldownUs, scales } = configOf(node)
  const state = stateOf(node)
  const current = placesOf(cluster, node, DUTY.serves).length + placesOf(cluster, node, DUTY.boots).length
  const wished = wish(cluster, node, current)
  for (const said of state.reports) said.sum = said.times = 0
  if (wished < 0) return
  const desired = Math.min(max, Math.max(min, wished))
  state.wishes.push({ atUs: cluster.nowUs, desired })
  state.wishes = state.wishes.filter(({ atUs }) => cluster.nowUs - atUs < cooldownUs || atUs === cluster.nowUs)
  const kept = state.wishes.reduce((most, { desired: one }) => Math.max(most, one), 0)
  const grows = desired > current
  const ordered = grows
    ? placesOf(cluster, node, DUTY.standsBy).slice(0, desired - current)
    : placesOf(cluster, node, DUTY.serves).slice(kept)
  if (ordered.length === 0) return
  cluster.recordState(node, 'autoscale', scales[0], current, current + (grows ? ordered.length : -ordered.length))
  for (const at of ordered) order(cluster, node, scales[at], grows ? ORDER.add : ORDER.drain)
}

/** How many it should be for the load as it was reported; −1: nobody knows. Those that boot carry nothing yet. */
function wish(cluster: Cluster, node: ClusterNode, current: number): number {
  const { target, min } = configOf(node)
  const { reports } = stateOf(node)
  const serving = placesOf(cluster, node, DUTY.serves)
  if (serving.length === 0) return reports.some(({ atUs }) => atUs >= 0) ? Math.max(min, current) : -1
  const sum = serving.reduce((all, at) => all + reports[at].sum / Math.max(1, reports[at].times), 0)
  const ratio = sum / serving.length / target
  if (Math.abs(ratio - 1) <= TOLERANCE) return current
  return Math.ceil(serving.length * ratio)
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
