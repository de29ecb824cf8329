/**
 * The cluster: nodes, links, messages, timers and disks in virtual time, and the journal of what happened. Everything a node
 * does goes through here; nothing here knows what a role means, or that anyone watches.
 *
 * Causality: every message, timer and sync belongs to an operation (origin, count) and has a path within it. Draws are keyed
 * by both, so an extra retry shifts nobody else's luck (DESIGN, "rules that keep a run a value").
 */
import { assert } from '../kernel/assert'
import { Draws } from '../kernel/draws'
import type { Distribution } from '../kernel/distribution'
import { Luck } from '../kernel/luck'
import { EventQueue, FLOATS, FLOATS_SHIFT, WORDS, WORDS_SHIFT } from '../kernel/eventQueue'
import type { Command } from './command'
import type { Admission, Cluster, ClusterState, Decider, MessageRule, Role, Roles } from './contract'
import { applyFault, flapDue } from './faults'
import type { ShedReason } from './journal'
import { CALL_EVENTS, Journal, KIND, LINK_CHANGES, NODE_CHANGES, STATE_CODES } from './journal'
import { EVENT, F, PURPOSE, W, extendPath } from './layout'
import { Link } from './link'
import type { LinkSpec } from './link'
import { IS_SIZED, IS_WORK, LEGS } from './messageTypes'
import type { SizedBody } from './messageTypes'
import { ClusterNode } from './node'
import type { NodeSpec } from './node'
import { DROP, Transmission } from './transmission'
import { finishWork, offerWork, withdrawWork } from './work'

export class SimulatedCluster implements Cluster {
  readonly queue = new EventQueue()
  readonly journal = new Journal(this.queue)
  readonly draws: Draws
  readonly luck: Luck
  decider: Decider | null = null
  readonly nodes: ClusterNode[] = []
  readonly links: Link[] = []
  readonly rules = new Map<string, MessageRule>()
  /** The scenario's own faults; an event `scheduled` names one by index. */
  schedule: Command[] = []
  delivered = 0
  private readonly roleOf: Role[] = []
  private readonly admissions: (Admission | null)[] = []
  private linkTable = new Int32Array(0) // (from × stride + to) → link index, or −1
  private stride = 0
  private kept = false
  /** Slots of messages lost while being sent: their sender may still write to them until its handler ends. */
  private readonly doomed: number[] = []
  private isUntidy = 0 // or 1: some are doomed, or copies to be filled
  private readonly transmission: Transmission

  constructor(
    seed: number,
    private readonly roles: Roles,
  ) {
    this.draws = new Draws(seed)
    this.luck = new Luck(this.draws)
    this.transmission = new Transmission(this.queue, this.journal, this.draws, this.nodes)
  }

  get nowUs(): number {
    return this.queue.nowUs
  }
  get events(): number {
    return this.queue.executed
  }

  /* ---- building ---- */

  addNode(spec: NodeSpec, admission: Admission | null = null): ClusterNode {
    const role = this.roles[spec.role]
    assert(role, `no role ${spec.role}`)
    const node = new ClusterNode(this.nodes.length, spec)
    this.nodes.push(node)
    this.roleOf.push(Object.create(role) as Role) // a compiler knows the functions of a prototype
    this.admissions.push(admission)
    node.admissionState = admission?.start() ?? null
    if (this.nodes.length > this.stride) this.widenTable()
    return node
  }
  /** A directed link. */
  addLink(from: ClusterNode, to: ClusterNode, spec: LinkSpec): Link {
    const link = new Link(this.links.length, from, to, spec)
    this.links.push(link)
    this.linkTable[from.index * this.stride + to.index] = link.index
    return link
  }
  private widenTable(): void {
    this.stride = Math.max(16, this.stride * 2)
    this.linkTable = new Int32Array(this.stride * this.stride).fill(-1)
    for (const link of this.links) this.linkTable[link.from.index * this.stride + link.to.index] = link.index
  }
  /** Starts every role, in order of their nodes. */
  start(): void {
    for (const node of this.nodes) this.roleOf[node.index].start(this, node)
    this.queue.burst++
    this.tidy()
  }
  linkBetween(from: ClusterNode, to: ClusterNode): Link | null {
    const at = this.linkTable[from.index * this.stride + to.index]
    return at < 0 ? null : this.links[at]
  }

  /* ---- operations, as their client sees them ---- */

  /**
   * Begins an operation: returns its count at this client; (node.index, count) is its correlation id. A client that can tell the
   * operation from its cause gives `count` itself, so that it bears the same name, and draws the same luck, in every fork.
   */
  invoke(
    node: ClusterNode,
    operationClass: number,
    key: number,
    value: number,
    session: number,
    count = node.invoked + 1,
  ): number {
    if (count > node.invoked) node.invoked = count
    this.journal.append(KIND.INVOKE | (operationClass << 8), node.index, count, key, value, session)
    return count
  }
  /** Ends it. `outcome`: OUTCOME; `cause`: index into OUTCOME_CAUSES; `flags`: RETURN_FLAG. */
  finish(
    node: ClusterNode,
    count: number,
    outcome: number,
    cause: number,
    flags: number,
    attempts: number,
    value: number,
    version: number,
  ): void {
    const ended = outcome | ((cause & 15) << 4) | ((cause >> 4) << 2)
    const head = KIND.RETURN | (ended << 8) | (flags << 16) | (Math.min(attempts, 255) << 24)
    this.journal.append(head, node.index, count, value, version | 0, (version / 4294967296) | 0)
  }
  /** Beside a `finish` flagged stale: upper bound of the answer's age, and of its copy's, in microseconds, −1: unknown. */
  recordAge(node: ClusterNode, count: number, ageUs: number, copyUs = 0): void {
    const ms = (us: number): number => (us < 0 ? -1 : Math.ceil(us / 1_000))
    this.journal.append(KIND.AGED, node.index, count, ms(ageUs), ms(copyUs), 0)
  }
  /** A causal id for work that no client asked for. */
  background(node: ClusterNode): number {
    return ++node.invoked
  }
  /** Writes down that this node's operation is a consequence of another one. */
  recordCause(node: ClusterNode, count: number, origin: number, originCount: number): void {
    this.journal.append(KIND.CAUSED, node.index, count, origin, originCount, 0)
  }

  /* ---- messages ---- */

  /** Sends a message. Payload words may be written to the returned slot until the handler returns, also when it was lost at once. */
  send(
    from: ClusterNode,
    to: ClusterNode,
    type: number,
    origin: number,
    count: number,
    parentPath: number,
    attempt = 0,
    body?: SizedBody,
  ): number {
    const { queue } = this
    const at = this.linkTable[from.index * this.stride + to.index]
    const slot = queue.alloc()
    const { words, nowUs } = queue
    const w = slot << WORDS_SHIFT
    words[w] = EVENT.message
    words[w | W.link] = at
    words[w | W.type] = type
    words[w | W.origin] = origin
    words[w | W.count] = count
    words[w | W.attempt] = attempt
    words[w | W.via] = 0
    words[w | W.from] = from.index
    words[w | W.to] = to.index
    if (at < 0) refuseUnlinked()
    const link = this.links[at]
    if (body !== undefined) queue.bodies[slot] = body
    const path = extendPath(parentPath, link.entity + Math.imul(type | 0, 0x85ebca6b), attempt)
    words[w | W.path] = path
    queue.floats[(slot << FLOATS_SHIFT) | F.sentUs] = nowUs
    const us = link.promptUs[type]
    if (us >= 0) {
      this.journal.append(KIND.SENT | (type << 8), at, origin, count, path, us)
      queue.scheduleAfter(slot, us)
    } else if (!this.transmitOther(link, slot)) this.doom(slot)
    return slot
  }

  /** Sends the message being handled back where it came from, under another type; its words stay, and may be changed. */
  reply(message: number, type: number): number {
    const from = this.queue.words[(message << WORDS_SHIFT) | W.to]
    return this.pass(message, from, this.queue.words[(message << WORDS_SHIFT) | W.from], type)
  }
  /** Hands the message being handled on to another node; words stay. */
  forward(message: number, to: ClusterNode, type: number): number {
    return this.pass(message, this.queue.words[(message << WORDS_SHIFT) | W.to], to.index, type)
  }
  /**
   * The usual case (`promptUs`) ends here, without a call more: a web tier passes each request on six times. A type is an integer
   * already; `| 0` spares a compiler the way over a double. The slot's event is `message` already, however late it came.
   */
  private pass(message: number, from: number, to: number, type: number): number {
    const { queue } = this
    const { words, nowUs } = queue
    const w = message << WORDS_SHIFT
    const at = this.linkTable[from * this.stride + to]
    if (at < 0) refuseUnlinked()
    const link = this.links[at]
    const path = extendPath(words[w | W.path], link.entity + Math.imul(type | 0, 0x85ebca6b), 0)
    words[w | W.link] = at
    words[w | W.type] = type
    words[w | W.from] = from
    words[w | W.to] = to
    words[w | W.path] = path
    queue.floats[(message << FLOATS_SHIFT) | F.sentUs] = nowUs
    const us = link.promptUs[type]
    if (us >= 0) {
      this.journal.append(KIND.SENT | (type << 8), at, words[w | W.origin], words[w | W.count], path, us)
      queue.scheduleAfter(message, us)
    } else if (!this.transmitOther(link, message) && this.kept) {
      // Lost at once, the slot stays running and is released when the handler ends (or, when it was kept, with the doomed).
      this.doom(message)
    }
    return message
  }

  work(node: ClusterNode, type: number, origin: number, count: number, path: number, attempt = 0): number {
    const slot = this.queue.alloc()
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    words.fill(0, w, w + WORDS)
    this.queue.floats.fill(0, slot << FLOATS_SHIFT, (slot << FLOATS_SHIFT) + FLOATS)
    words[w] = EVENT.message
    words[w | W.link] = -1
    words[w | W.type] = type
    words[w | W.origin] = origin
    words[w | W.count] = count
    words[w | W.path] = path
    words[w | W.attempt] = attempt
    words[w | W.from] = node.index
    words[w | W.to] = node.index
    offerWork(this, node, slot)
    return slot
  }

  /** False when it was lost on its link (the slot is then not pending). */
  private transmitOther(link: Link, slot: number): boolean {
    if (link.impairments !== 0) {
      this.isUntidy = 1
      return this.transmission.putImpaired(link, slot)
    }
    this.transmission.put(link, slot)
    return true
  }
  copySlot(slot: number): number {
    return this.transmission.copySlot(slot)
  }
  recordDrop(slot: number, reason: number): void {
    this.transmission.recordDrop(slot, reason)
  }

  /* ---- timers and disks ---- */

  /** A timer on the node's monotonic clock. It dies with the process; a stalled process gets it on resuming. Returns a handle. */
  setTimer(
    node: ClusterNode,
    delayUs: number,
    kind: number,
    origin: number,
    count: number,
    path: number,
    a = 0,
    b = 0,
    c = 0,
  ): number {
    const slot = this.timerSlot(node, kind, origin, count, path, a, b, c)
    const real = node.clockPpm === 0 ? delayUs : delayUs / (1 + node.clockPpm / 1e6)
    this.queue.scheduleAfter(slot, Math.max(0, Math.floor(real + 0.5)))
    return this.queue.handle(slot)
  }
  /** A time-out of one of few lengths, usually cancelled: nearly free. `lane` from `timeoutLane`. */
  startTimeout(
    node: ClusterNode,
    lane: number,
    delayUs: number,
    kind: number,
    origin: number,
    count: number,
    path: number,
    a = 0,
    b = 0,
    c = 0,
  ): number {
    if (node.clockPpm !== 0) return this.setTimer(node, delayUs, kind, origin, count, path, a, b, c)
    const slot = this.timerSlot(node, kind, origin, count, path, a, b, c)
    this.queue.scheduleInLane(slot, lane)
    return this.queue.handle(slot)
  }
  timeoutLane(delayUs: number): number {
    return this.queue.lane(delayUs)
  }
  cancelTimer(handle: number): void {
    this.queue.cancel(handle)
  }
  /** All words are integers; where it is asked for every timer, `| 0` spares a compiler the way over a double. */
  private timerSlot(
    node: ClusterNode,
    kind: number,
    origin: number,
    count: number,
    path: number,
    a: number,
    b: number,
    c: number,
  ): number {
    const slot = this.queue.alloc()
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    words[w] = EVENT.timer
    words[w | W.type] = kind | 0
    words[w | W.origin] = origin | 0
    words[w | W.count] = count | 0
    words[w | W.path] = path | 0
    words[w | W.a] = a
    words[w | W.b] = b
    words[w | W.c] = c
    words[w | W.from] = node.incarnation
    words[w | W.to] = node.index
    return slot
  }

  /** Asks the disk to make what was written so far durable; the role's `synced` gets `token` and the words when it has. */
  sync(node: ClusterNode, token: number, origin: number, count: number, path: number, a = 0, b = 0, c = 0): number {
    const slot = this.timerSlot(node, token, origin, count, path, a, b, c)
    this.queue.words[slot << WORDS_SHIFT] = EVENT.sync
    const now = this.queue.nowUs
    let at = now
    if (node.disk) {
      const draws = this.draws.at(
        node.entity,
        PURPOSE.sync,
        Math.imul(count, 0x9e3779b1) ^ this.nodes[origin].entity,
        path,
      )
      at = Math.max(now, node.diskFreeUs) + Math.floor(node.disk.sampleUs(draws) * node.slowFactor + 0.5)
      node.diskFreeUs = at
    }
    this.queue.schedule(slot, at)
    return slot
  }

  /** The slot being handled stays the role's after the handler returns; the role releases, replies to or forwards it later. */
  keep(): void {
    this.kept = true
  }

  /* ---- stepping ---- */

  /** Runs the next event with time ≤ untilUs; false when there is none. */
  step(untilUs = Infinity): boolean {
    const { queue } = this
    const slot = queue.next(untilUs)
    if (slot < 0) return false
    const { words } = queue
    const w = slot << WORDS_SHIFT
    const event = words[w]
    if (event === EVENT.message) {
      const link = this.links[words[w | W.link]]
      const node = link.to
      // The usual case is told here, so that no call comes between an event and its role; all others are told apart in `arrive`.
      const isUsual =
        link.straight[words[w | W.type]] !== 0 && node.obstacles === 0 && this.rules.size === 0 && queue.burst === 1
      if (!isUsual) this.arrive(slot, queue.burst === 1)
      else {
        this.delivered++
        this.roleOf[node.index].receive(this, node, slot)
        this.endOf(slot)
      }
    } else if (event === EVENT.timer) this.timerDue(slot)
    else if (event === EVENT.service) finishWork(this, slot)
    else this.rarely(event, slot)
    if (this.isUntidy !== 0) this.tidy()
    return true
  }
  private rarely(event: number, slot: number): void {
    if (event === EVENT.inbox) this.takeIn(slot)
    else if (event === EVENT.late) this.arrive(slot, false)
    else if (event === EVENT.sync) this.syncDue(slot)
    else if (event === EVENT.flap) flapDue(this, slot)
    else {
      assert(event === EVENT.scheduled, 'an unknown event')
      const command = this.schedule[this.queue.words[(slot << WORDS_SHIFT) | W.a]]
      this.queue.release(slot)
      applyFault(this, command)
    }
  }
  private doom(slot: number): void {
    this.doomed.push(slot)
    this.isUntidy = 1
  }
  /** What a handler has left behind, once it has ended. */
  private tidy(): void {
    this.isUntidy = 0
    this.transmission.fillCopies()
    for (const slot of this.doomed) if (this.queue.isRunning(slot)) this.queue.release(slot)
    this.doomed.length = 0
  }

  /** `isTold`: just when its sending said, and before anything else in this microsecond. */
  private arrive(slot: number, isTold: boolean): void {
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    const link = this.links[words[w | W.link]]
    if ((link.barriers !== 0 || this.rules.size > 0) && this.intercepted(link, slot)) return
    const node = link.to
    if (node.obstacles !== 0 && !node.up) {
      this.lose(slot, DROP.nodeDown)
      return
    }
    this.delivered++
    if (!isTold || IS_SIZED[words[w | W.type]] !== 0) this.transmission.recordDelivered(slot)
    if (node.obstacles !== 0) {
      words[w] = EVENT.inbox
      node.deferred.push(slot)
    } else if (node.workers > 0 && IS_WORK[words[w | W.type]] !== 0) offerWork(this, node, slot)
    else this.receive(node, slot)
  }
  /** A message from before a stall, or freed work: goes to the workers, or straight to the role. */
  private takeIn(slot: number): void {
    const words = this.queue.words
    const node = this.nodes[words[(slot << WORDS_SHIFT) | W.to]]
    words[slot << WORDS_SHIFT] = EVENT.message
    if (!node.up) this.lose(slot, DROP.nodeDown)
    else if (node.stalled) {
      words[slot << WORDS_SHIFT] = EVENT.inbox
      node.deferred.push(slot)
    } else if (node.workers > 0 && IS_WORK[words[(slot << WORDS_SHIFT) | W.type]] !== 0) offerWork(this, node, slot)
    else this.receive(node, slot)
  }
  private lose(slot: number, reason: number): void {
    this.recordDrop(slot, reason)
    this.queue.release(slot)
  }
  private hold(link: Link, slot: number): void {
    this.transmission.recordHeld(slot)
    link.held.push(slot)
  }
  /** What stands between a message and the node it has reached: a cut, a hold, or a rule for this very message. */
  private intercepted(link: Link, slot: number): boolean {
    if (link.cut) this.lose(slot, DROP.cut)
    else if (link.holding) this.hold(link, slot)
    else return this.rules.size > 0 && this.ruled(link, slot)
    return true
  }
  private ruled(link: Link, slot: number): boolean {
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    const name = `${words[w | W.origin]}:${words[w | W.count]}:${words[w | W.path]}`
    const rule = this.rules.get(name)
    if (!rule) return false
    if (rule.act === 'drop') this.lose(slot, DROP.byHand)
    else if (rule.act === 'hold') this.hold(link, slot)
    else {
      this.rules.delete(name)
      this.transmission.recordHeld(slot)
      this.queue.scheduleAfter(slot, rule.byUs)
    }
    return true
  }

  /** Hands a message to its node's role, and frees its slot unless the role passed it on or kept it. */
  receive(node: ClusterNode, slot: number): void {
    this.roleOf[node.index].receive(this, node, slot)
    this.endOf(slot)
  }
  /** Lets the role answer work that found the queue full. */
  refuse(node: ClusterNode, slot: number): void {
    this.roleOf[node.index].refuse?.(this, node, slot)
    this.endOf(slot)
  }
  withdraw(node: ClusterNode, at: number, reason: ShedReason): void {
    withdrawWork(this, node, at, reason)
  }
  private endOf(slot: number): void {
    if (this.kept) this.kept = false
    else if (this.queue.isRunning(slot)) this.queue.release(slot)
  }

  private timerDue(slot: number): void {
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    const node = this.nodes[words[w | W.to]]
    if (words[w | W.from] !== node.incarnation) {
      this.queue.release(slot)
      return
    }
    if (node.obstacles !== 0 && node.stalled) {
      node.deferred.push(slot)
      return
    }
    this.roleOf[node.index].timer?.(this, node, slot)
    this.endOf(slot)
  }
  private syncDue(slot: number): void {
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    const node = this.nodes[words[w | W.to]]
    if (words[w | W.from] !== node.incarnation) {
      this.queue.release(slot)
      return
    }
    if (node.diskStalled) {
      node.diskDeferred.push(slot)
      return
    }
    if (node.stalled) {
      node.deferred.push(slot)
      return
    }
    this.journal.append(KIND.SYNCED, node.index, 0, 0, 0, 0)
    this.roleOf[node.index].synced?.(this, node, slot)
    this.endOf(slot)
  }

  /* ---- commands ---- */

  /** Applies a command now, between two events. Targets that name nothing are the caller's to refuse beforehand. */
  apply(command: Command): void {
    this.queue.reserve()
    this.queue.burst++
    applyFault(this, command)
    this.tidy()
  }
  role(node: ClusterNode): Role {
    return this.roleOf[node.index]
  }
  admission(node: ClusterNode): Admission | null {
    return this.admissions[node.index]
  }

  /* ---- what happened, for roles and faults to write down ---- */

  recordNode(node: ClusterNode, change: (typeof NODE_CHANGES)[number], parameter = 0): void {
    this.journal.append(KIND.NODE | (NODE_CHANGES.indexOf(change) << 8), node.index, parameter | 0, 0, 0, 0)
  }
  recordLink(link: Link, change: (typeof LINK_CHANGES)[number], parameter = 0): void {
    this.journal.append(KIND.LINK | (LINK_CHANGES.indexOf(change) << 8), link.index, parameter | 0, 0, 0, 0)
  }
  recordState(
    node: ClusterNode,
    code: (typeof STATE_CODES)[number],
    subject: number,
    from: number,
    to: number,
    which = 0,
  ): void {
    this.journal.append(KIND.STATE | (STATE_CODES.indexOf(code) << 8), node.index, subject, from, to, which)
  }
  recordCall(
    node: ClusterNode,
    event: (typeof CALL_EVENTS)[number],
    cause: number,
    origin: number,
    count: number,
    called: number,
    policy: number,
  ): void {
    const head = KIND.CALL | (CALL_EVENTS.indexOf(event) << 8) | (cause << 16)
    this.journal.append(head, node.index, origin, count, called, policy)
  }
  recordDecision(
    node: ClusterNode,
    contract: number,
    status: number,
    origin: number,
    count: number,
    called: number,
    applied: number,
    note: number,
  ): void {
    const head = KIND.DECISION | (contract << 8) | (status << 16)
    const where = ((called + 1) & 0xffff) | (applied << 16)
    this.journal.append(head, node.index, origin, count, where, note)
  }
  /** A replica now holds this version of a key (also when that is an older one than before, after a crash). */
  recordApplied(node: ClusterNode, key: number, value: number, version: number): void {
    this.journal.append(KIND.APPLIED, node.index, key, value, version | 0, (version / 4294967296) | 0)
  }

  /* ---- checkpoints ---- */

  save(): ClusterState {
    return {
      queue: this.queue.save(),
      journal: this.journal.save(),
      nodes: this.nodes.map((n) => n.save()),
      links: this.links.map((l) => l.save()),
      rules: [...this.rules].map(([name, rule]) => [name, { ...rule }]),
      decider: this.decider?.save(),
    }
  }
  load(state: ClusterState): void {
    assert(
      state.nodes.length === this.nodes.length && state.links.length === this.links.length,
      'a checkpoint belongs to its own scenario',
    )
    this.queue.load(state.queue)
    this.journal.load(state.journal)
    state.nodes.forEach((saved, i) => this.nodes[i].load(saved))
    state.links.forEach((saved, i) => this.links[i].load(saved))
    this.rules.clear()
    for (const [name, rule] of state.rules) this.rules.set(name, { ...rule })
    this.decider?.load(state.decider)
  }
}

function refuseUnlinked(): never {
  assert(false, 'a message needs a link')
}

/** One law for every leg. */
export function sameForAllLegs(law: Distribution): Distribution[] {
  return LEGS.map(() => law)
}
