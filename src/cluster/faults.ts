/**
 * Every fault, and its answer to four questions: what does a message in flight, a queued request, a held timer and an
 * unsynced write do?
 *
 * | fault | in flight | queued or in service | timer | unsynced write |
 * | --- | --- | --- | --- | --- |
 * | kill | to the node: lost on arrival; from it: travels on | lost, and written down as abandoned | dies with the process | lost; with `loseDisk` synced ones too |
 * | restart | arrives if it comes after | none is left | the role sets new ones | stays lost |
 * | stall | waits in the inbox, unbounded, in order | stays; work in service stands still and needs its rest afterwards | comes due on resuming | the disk goes on; its answer waits, and a process killed before it came counts the write as unsynced |
 * | slow | unchanged | work in service finishes at the new pace | unchanged | syncs asked for from now on take longer |
 * | stallDisk | unchanged | unchanged | unchanged | waits; none is lost unless the node is killed meanwhile |
 * | clocks | unchanged | unchanged | drift: timers set from now on; the wall clock moves none | unchanged |
 * | degrade | unchanged | what starts from now on | unchanged | unchanged |
 * | cut | lost if the link is cut when it would arrive | unchanged | unchanged | unchanged |
 * | hold | waits at the far end of the link; released in order | unchanged | unchanged | unchanged |
 * | delay, lose, duplicate, reorder, limit | keeps the fate it was sent with | unchanged | unchanged | unchanged |
 * | heal | arrives if it comes after; what was held is released | unchanged | unchanged | unchanged |
 * | message rules | act when the message would arrive | unchanged | unchanged | unchanged |
 */
import { WORDS } from '../kernel/eventQueue'
import type { Command } from './command'
import type { Cluster } from './contract'
import { EVENT, W } from './layout'
import type { Link } from './link'
import { allToDrain, nextToAdd } from './orders'
import type { ClusterNode } from './node'
import { boundaryOf, linksAcross, linksOf, nodesOf } from './targets'
import { abandonWork, freezeWork, repaceWork, takeNext, thawWork } from './work'

type Handler<K extends Command['kind']> = (cluster: Cluster, command: Extract<Command, { kind: K }>) => void

const HANDLERS: { [K in Command['kind']]: Handler<K> } = {
  kill: (cluster, c) => each(cluster, c.target, (n) => kill(cluster, n, c.loseDisk ?? false)),
  restart: (cluster, c) => each(cluster, c.target, (n) => restart(cluster, n)),
  stall: (cluster, c) => each(cluster, c.target, (n) => stall(cluster, n)),
  resume: (cluster, c) => each(cluster, c.target, (n) => resume(cluster, n)),
  slow: (cluster, c) => each(cluster, c.target, (n) => slow(cluster, n, c.factor)),
  stallDisk: (cluster, c) => each(cluster, c.target, (n) => stallDisk(cluster, n)),
  resumeDisk: (cluster, c) => each(cluster, c.target, (n) => resumeDisk(cluster, n)),
  offsetClock: (cluster, c) => each(cluster, c.target, (n) => setOffset(cluster, n, c.offsetUs)),
  jumpClock: (cluster, c) => each(cluster, c.target, (n) => setOffset(cluster, n, n.clockOffsetUs + c.byUs)),
  driftClock: (cluster, c) => each(cluster, c.target, (n) => drift(cluster, n, c.ppm)),
  degrade: (cluster, c) =>
    each(cluster, c.target, (n) => {
      n.errorRate = c.errorRate ?? n.errorRate
      n.addedUs = c.addedUs ?? n.addedUs
      cluster.recordNode(n, 'degraded', Math.floor(n.errorRate * 1e6))
    }),
  cut: (cluster, c) => linksOf(cluster, c.link).forEach((l) => cut(cluster, l)),
  heal: (cluster, c) => linksOf(cluster, c.link).forEach((l) => heal(cluster, l)),
  healAll: (cluster) => {
    cluster.rules.clear()
    cluster.links.forEach((l) => heal(cluster, l))
  },
  hold: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'held', 0, (l) => {
      l.holding = true
    }),
  release: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'released', 0, (l) => {
      l.holding = false
      releaseHeld(cluster, l)
    }),
  delay: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'delayed', c.addedUs, (l) => {
      l.addedUs = l.base.addedUs + c.addedUs
    }),
  lose: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'lossy', c.probability * 1e6, (l) => {
      l.loss = c.probability
    }),
  duplicate: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'duplicating', c.probability * 1e6, (l) => {
      l.duplicate = c.probability
    }),
  reorder: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'reordering', c.probability * 1e6, (l) => {
      l.reorder = c.probability
      l.reorderByUs = c.byUs
    }),
  limit: (cluster, c) =>
    change(cluster, linksOf(cluster, c.link), 'limited', c.bytesPerSecond, (l) => {
      l.bytesPerSecond = c.bytesPerSecond
    }),
  flap: (cluster, c) => linksOf(cluster, c.link).forEach((l) => flap(cluster, l, c.upUs, c.downUs)),
  partition: (cluster, c) => linksAcross(cluster, c.groups).forEach((l) => cut(cluster, l)),
  isolate: (cluster, c) => boundaryOf(cluster, c.target).forEach((l) => cut(cluster, l)),
  dropMessage: (cluster, c) => cluster.rules.set(nameOf(c.message), { act: 'drop' }),
  delayMessage: (cluster, c) => cluster.rules.set(nameOf(c.message), { act: 'delay', byUs: c.byUs }),
  holdMessage: (cluster, c) => cluster.rules.set(nameOf(c.message), { act: 'hold' }),
  releaseMessage: (cluster, c) => releaseMessage(cluster, nameOf(c.message)),
  setConsistency: toEverybody,
  setFlag: toEverybody,
  addShard: toTheStore,
  removeShard: toTheStore,
  redrive: ofRole,
  addInstance: (cluster, c) => {
    const node = nextToAdd(nodesOf(cluster, c.target))
    if (node) cluster.role(node).command?.(cluster, node, c)
  },
  drainInstance: (cluster, c) =>
    allToDrain(nodesOf(cluster, c.target)).forEach((n) => cluster.role(n).command?.(cluster, n, c)),
  setPolicy: toTheDecider,
  stopPolicy: toTheDecider,
  tripBreaker: ofRole,
  openBreaker: ofRole,
  closeBreaker: ofRole,
  resetBreaker: ofRole,
}

/** Applies a command at the present moment. */
export function applyFault(cluster: Cluster, command: Command): void {
  ;(HANDLERS[command.kind] as Handler<Command['kind']>)(cluster, command)
}

function each(cluster: Cluster, target: Parameters<typeof nodesOf>[1], act: (node: ClusterNode) => void): void {
  nodesOf(cluster, target).forEach(act)
}
/** Also those that are down: they find it when they are up again. */
function toEverybody(cluster: Cluster, command: Command): void {
  cluster.nodes.forEach((n) => cluster.role(n).command?.(cluster, n, command))
}
function ofRole(cluster: Cluster, command: Extract<Command, { edge: string } | { kind: 'redrive' }>): void {
  each(cluster, command.target, (n) => {
    if (n.up) cluster.role(n).command?.(cluster, n, command)
  })
}
/** One replica is told, whichever answers. */
function toTheStore(cluster: Cluster, command: Extract<Command, { kind: 'addShard' | 'removeShard' }>): void {
  const node = cluster.nodes.find((n) => n.shard >= 0 && n.up && !n.stalled && !n.diskLost)
  if (node) cluster.role(node).command?.(cluster, node, command)
}
function toTheDecider(cluster: Cluster, command: Command): void {
  cluster.decider?.command(cluster, command)
}
function nameOf(m: { origin: number; count: number; path: number }): string {
  return `${m.origin}:${m.count}:${m.path}`
}

/* ---- nodes ---- */

function kill(cluster: Cluster, node: ClusterNode, loseDisk: boolean): void {
  if (!node.up && !(loseDisk && !node.diskLost)) return
  if (node.up) {
    abandonWork(cluster, node)
    for (const slot of [...node.deferred, ...node.diskDeferred]) cluster.queue.release(slot)
    node.deferred.length = 0
    node.diskDeferred.length = 0
    node.up = false
    node.stalled = false
    node.incarnation++ // timers and syncs of the old process die when they come due
    node.diskFreeUs = 0
  }
  node.diskLost = node.diskLost || loseDisk
  node.policyStates = null
  cluster.role(node).crash?.(cluster, node, loseDisk)
  cluster.recordNode(node, loseDisk ? 'crashedDiskLost' : 'crashed')
}

function restart(cluster: Cluster, node: ClusterNode): void {
  if (node.stalled) {
    resume(cluster, node)
    return
  }
  if (node.up) return
  node.up = true
  node.slowFactor = 1
  cluster.recordNode(node, 'restarted')
  const role = cluster.role(node)
  if (!role.rejoins) node.diskLost = false
  role.restart?.(cluster, node)
}

function stall(cluster: Cluster, node: ClusterNode): void {
  if (!node.up || node.stalled) return
  node.stalled = true
  freezeWork(cluster, node)
  cluster.recordNode(node, 'stalled')
}

function resume(cluster: Cluster, node: ClusterNode): void {
  if (!node.stalled) return
  node.stalled = false
  thawWork(cluster, node)
  const due = node.deferred
  node.deferred = []
  for (const slot of due) cluster.queue.schedule(slot, cluster.nowUs)
  takeNext(cluster, node)
  cluster.recordNode(node, 'resumed')
}

function slow(cluster: Cluster, node: ClusterNode, factor: number): void {
  if (factor === node.slowFactor) return
  repaceWork(cluster, node, factor / node.slowFactor)
  node.slowFactor = factor
  cluster.recordNode(node, 'slowed', factor * 1000)
}

function stallDisk(cluster: Cluster, node: ClusterNode): void {
  if (node.diskStalled) return
  node.diskStalled = true
  cluster.recordNode(node, 'diskStalled')
}

function resumeDisk(cluster: Cluster, node: ClusterNode): void {
  if (!node.diskStalled) return
  node.diskStalled = false
  const due = node.diskDeferred
  node.diskDeferred = []
  for (const slot of due) cluster.queue.schedule(slot, cluster.nowUs)
  cluster.recordNode(node, 'diskResumed')
}

function setOffset(cluster: Cluster, node: ClusterNode, offsetUs: number): void {
  node.clockOffsetUs = offsetUs
  cluster.recordNode(node, 'clockOffset', offsetUs)
}

/** The clocks read the same before and after the change: only their pace is new. */
function drift(cluster: Cluster, node: ClusterNode, ppm: number): void {
  node.driftedUs = node.monotonic(cluster.nowUs) - cluster.nowUs
  node.driftSinceUs = cluster.nowUs
  node.clockPpm = ppm
  cluster.recordNode(node, 'clockDrift', ppm)
}

/* ---- links ---- */

function change(
  cluster: Cluster,
  links: Link[],
  code: Parameters<Cluster['recordLink']>[1],
  parameter: number,
  act: (link: Link) => void,
): void {
  for (const link of links) {
    act(link)
    link.refresh()
    cluster.recordLink(link, code, Math.floor(parameter))
  }
}

/** A cut holds until it is healed: also a flapping link stays down. */
function cut(cluster: Cluster, link: Link): void {
  if (link.cut && link.flapUpUs === 0) return
  link.flapUpUs = 0
  link.flapDownUs = 0
  link.flapping++
  link.cut = true
  link.refresh()
  cluster.recordLink(link, 'cut')
}

function heal(cluster: Cluster, link: Link): void {
  const impaired = link.cut || link.holding || link.flapUpUs > 0 || link.held.length > 0
  const changed =
    link.addedUs !== link.base.addedUs || link.loss !== link.base.loss || link.duplicate !== link.base.duplicate
  if (!impaired && !changed && link.reorder === 0 && link.bytesPerSecond === link.base.bytesPerSecond) return
  link.heal()
  releaseHeld(cluster, link)
  cluster.recordLink(link, 'healed')
}

function releaseHeld(cluster: Cluster, link: Link): void {
  const held = link.held
  link.held = []
  for (const slot of held) cluster.queue.schedule(slot, cluster.nowUs)
}

function releaseMessage(cluster: Cluster, name: string): void {
  cluster.rules.delete(name)
  const words = cluster.queue.words
  for (const link of cluster.links) {
    const at = link.held.findIndex((slot) => {
      const w = slot * WORDS
      return name === nameOf({ origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] })
    })
    if (at < 0 || link.holding) continue
    cluster.queue.schedule(link.held[at], cluster.nowUs)
    link.held.splice(at, 1)
  }
}

/** Down at once for `downUs`, then up for `upUs`, and so on until healed. */
function flap(cluster: Cluster, link: Link, upUs: number, downUs: number): void {
  link.flapUpUs = upUs
  link.flapDownUs = downUs
  link.flapping++
  cluster.recordLink(link, 'flapping', downUs)
  turn(cluster, link, true)
}
function turn(cluster: Cluster, link: Link, down: boolean): void {
  link.cut = down
  link.refresh()
  cluster.recordLink(link, down ? 'flapDown' : 'flapUp')
  const slot = cluster.queue.alloc()
  const w = slot * WORDS
  cluster.queue.words[w] = EVENT.flap
  cluster.queue.words[w + W.link] = link.index
  cluster.queue.words[w + W.a] = link.flapping
  cluster.queue.schedule(slot, cluster.nowUs + (down ? link.flapDownUs : link.flapUpUs))
}
export function flapDue(cluster: Cluster, slot: number): void {
  const words = cluster.queue.words
  const link = cluster.links[words[slot * WORDS + W.link]]
  const current = words[slot * WORDS + W.a] === link.flapping && link.flapUpUs > 0
  cluster.queue.release(slot)
  if (current) turn(cluster, link, !link.cut)
}
