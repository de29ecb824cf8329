/**
 * What a cluster offers to those who stand in it (roles), act on it (faults, work) and run it (worlds, labs); and what a role
 * must offer in turn. A role is a table of functions without state of its own: all state is data in `node.state`, settings are in
 * `node.config`. Message and timer arguments are queue slots (words by layout.ts), the role's until it returns: a role that
 * wants more copies what it needs, replies, forwards, or says `cluster.keep()`.
 */
import type { AnswerProblem, Contract, Decision, Moment } from '../decisions'
import type { HandlerName } from '../decisions/program/names'
import type { Replica } from '../decisions/program/types'
import type { Digest } from '../kernel/digest'
import type { Draws } from '../kernel/draws'
import type { Luck } from '../kernel/luck'
import type { EventQueue, EventQueueState } from '../kernel/eventQueue'
import type { Command } from './command'
import type { CALL_EVENTS, Journal, LINK_CHANGES, NODE_CHANGES, STATE_CODES, ShedReason } from './journal'
import type { Link, LinkSpec, LinkState } from './link'
import type { SizedBody } from './messageTypes'
import type { ClusterNode, NodeSpec, NodeState } from './node'

/** What to do with one named message when it arrives. */
export type MessageRule = { act: 'drop' } | { act: 'delay'; byUs: number } | { act: 'hold' }

export interface ClusterState {
  queue: EventQueueState
  journal: { digest: Digest; total: number }
  nodes: NodeState[]
  links: LinkState[]
  rules: [string, MessageRule][]
  decider: unknown
}

export interface Cluster {
  readonly queue: EventQueue
  readonly journal: Journal
  readonly draws: Draws
  /** The luck of whoever decides now. */
  readonly luck: Luck
  /** Null: everything is decided by what is built in. */
  decider: Decider | null
  readonly nodes: readonly ClusterNode[]
  readonly links: readonly Link[]
  readonly rules: Map<string, MessageRule>
  /** The scenario's own faults; an event `scheduled` names one by index. */
  schedule: Command[]
  readonly nowUs: number
  /** Events executed so far. */
  readonly events: number
  /** Messages delivered since it was made, whatever was restored meanwhile: to be compared with an earlier reading. */
  readonly delivered: number

  addNode(spec: NodeSpec, admission?: Admission | null): ClusterNode
  /** A directed link. */
  addLink(from: ClusterNode, to: ClusterNode, spec: LinkSpec): Link
  linkBetween(from: ClusterNode, to: ClusterNode): Link | null
  /** Starts every role, in order of their nodes. */
  start(): void
  /** Runs the next event with time ≤ untilUs; false when there is none. */
  step(untilUs?: number): boolean
  /** Applies a command now, between two events. Targets that name nothing are the caller's to refuse beforehand. */
  apply(command: Command): void
  save(): ClusterState
  load(state: ClusterState): void

  /**
   * Begins an operation: returns its count at this client; (node.index, count) is its correlation id. A client that can tell the
   * operation from its cause gives `count` itself, so that it bears the same name, and draws the same luck, in every fork.
   */
  invoke(node: ClusterNode, operationClass: number, key: number, value: number, session: number, count?: number): number
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
  ): void
  /** Beside a `finish` flagged stale: upper bound of the answer's age, and how long ago its copy was made, in microseconds, −1: unknown. */
  recordAge(node: ClusterNode, count: number, ageUs: number, copyUs?: number): void
  /** A causal id for work that no client asked for. */
  background(node: ClusterNode): number
  /** Writes down that this node's operation is a consequence of another one. */
  recordCause(node: ClusterNode, count: number, origin: number, originCount: number): void

  /** Sends a message. Payload words may be written to the returned slot until the handler returns, also when it was lost at once. A sized type needs its body here. */
  send(
    from: ClusterNode,
    to: ClusterNode,
    type: number,
    origin: number,
    count: number,
    parentPath: number,
    attempt?: number,
    body?: SizedBody,
  ): number
  /** Sends the message being handled back where it came from, under another type; its words stay, and may be changed (a sized type's body first). */
  reply(message: number, type: number): number
  /** Hands the message being handled on to another node; words stay. */
  forward(message: number, to: ClusterNode, type: number): number
  /** Work that a node with workers gives itself: waits for one, is served, and then the role receives it as a message of that type. Its words are the role's to write until its handler returns. */
  work(node: ClusterNode, type: number, origin: number, count: number, path: number, attempt?: number): number
  /** The slot being handled stays the role's after the handler returns; the role releases, replies to or forwards it later. */
  keep(): void
  /** A new slot, not yet pending, with the same words, floats and body. */
  copySlot(slot: number): number
  /** Hands a message to its node's role, and frees its slot unless the role passed it on or kept it. */
  receive(node: ClusterNode, slot: number): void
  /** Lets the role answer work that found the queue full. */
  refuse(node: ClusterNode, slot: number): void
  /** Takes the `at`th of a node's waiting work (0: that came first) out of its queue unserved, and has it refused. */
  withdraw(node: ClusterNode, at: number, reason: ShedReason): void
  role(node: ClusterNode): Role
  /** Null where it sheds nothing but what finds the queue full. */
  admission(node: ClusterNode): Admission | null

  /** A timer on the node's monotonic clock. It dies with the process; a stalled process gets it on resuming. Returns a handle. */
  setTimer(
    node: ClusterNode,
    delayUs: number,
    kind: number,
    origin: number,
    count: number,
    path: number,
    a?: number,
    b?: number,
    c?: number,
  ): number
  /** A time-out of one of few lengths, usually cancelled: nearly free. `lane` from `timeoutLane(delayUs)`. */
  startTimeout(
    node: ClusterNode,
    lane: number,
    delayUs: number,
    kind: number,
    origin: number,
    count: number,
    path: number,
    a?: number,
    b?: number,
    c?: number,
  ): number
  timeoutLane(delayUs: number): number
  cancelTimer(handle: number): void
  /** Asks the disk to make what was written so far durable; the role's `synced` gets `token` and the words when it has. */
  sync(
    node: ClusterNode,
    token: number,
    origin: number,
    count: number,
    path: number,
    a?: number,
    b?: number,
    c?: number,
  ): number

  recordDrop(slot: number, reason: number): void
  recordNode(node: ClusterNode, change: (typeof NODE_CHANGES)[number], parameter?: number): void
  recordLink(link: Link, change: (typeof LINK_CHANGES)[number], parameter?: number): void
  /** `which`: tells several of the same subject apart (breakers of one edge). */
  recordState(
    node: ClusterNode,
    code: (typeof STATE_CODES)[number],
    subject: number,
    from: number,
    to: number,
    which?: number,
  ): void
  /** What the policy of one of the node's edges did to a call of this operation. `cause`: index into OUTCOME_CAUSES. */
  recordCall(
    node: ClusterNode,
    event: (typeof CALL_EVENTS)[number],
    cause: number,
    origin: number,
    count: number,
    called: number,
    policy: number,
  ): void
  /** A learner's policy failed; what the built-in decision was. `applied`: which of those in force; `status`: DECISION_STATUS. */
  recordDecision(
    node: ClusterNode,
    contract: number,
    status: number,
    origin: number,
    count: number,
    called: number,
    applied: number,
    note: number,
  ): void
  /** A replica now holds this version of a key (also when that is an older one than before, after a crash). */
  recordApplied(node: ClusterNode, key: number, value: number, version: number): void
}

export interface Role {
  /** Once, before the first event: sets `node.state` from `node.config`, and first timers. */
  start(cluster: Cluster, node: ClusterNode): void
  receive(cluster: Cluster, node: ClusterNode, message: number): void
  timer?(cluster: Cluster, node: ClusterNode, timer: number): void
  /** A sync asked for with `cluster.sync` has reached the disk. */
  synced?(cluster: Cluster, node: ClusterNode, sync: number): void
  /** The queue was full: answer "overloaded", if this role answers. */
  refuse?(cluster: Cluster, node: ClusterNode, message: number): void
  /** The process ended: forget what was volatile; with `diskLost`, everything. Kept slots are the role's to release. */
  crash?(cluster: Cluster, node: ClusterNode, diskLost: boolean): void
  /** The process is up again. */
  restart?(cluster: Cluster, node: ClusterNode): void
  /** After a restart with `node.diskLost` it is a new member, which clears that when it has caught up; others begin anew at once. */
  rejoins?: boolean
  /** One that asks for its work, where its group can grow: its duty has changed. */
  dutyChanged?(cluster: Cluster, node: ClusterNode): void
  /** Whether it has something to finish beside what its workers and queue hold; while it drains it does not stand by before. */
  holds?(node: ClusterNode): boolean
  /** Commands that only a role understands (breakers, the consistency of an operation); others are not its business. */
  command?(cluster: Cluster, node: ClusterNode, command: Command): void
}
export type Roles = Record<string, Role>

/**
 * Load shedding: what a node with workers asks when work comes, when a worker is free, and when work is over. Without one, work is
 * let in while the queue has room, and served first come first served. State is data in `node.admissionState`; waiting slots
 * carry when they came in F.sentUs.
 */
export interface Admission {
  start(): unknown
  /** Work has come: null would let it in. */
  admit(cluster: Cluster, node: ClusterNode, slot: number): ShedReason | null
  /** It is let in, whoever decided so: it is served or queued now, or finds the queue full. */
  letIn?(cluster: Cluster, node: ClusterNode, slot: number): void
  /** Which of the waiting is served next: 0 is the one that came first. Asked while somebody waits. */
  next(cluster: Cluster, node: ClusterNode): number
  /** It has just left the queue for a worker: null serves it. */
  drop(cluster: Cluster, node: ClusterNode, slot: number): ShedReason | null
  /** Its service, of so many microseconds, is over. */
  served(cluster: Cluster, node: ClusterNode, slot: number): void
}

/** Where a decision is made and for whom: what a policy's reach may tell apart. */
export interface Place {
  node: ClusterNode
  /** First node of the group that is called, its index; −1: the decision is about no edge. */
  called: number
  /** The operation it is for; origin −1: for none. */
  origin: number
  count: number
}
/** The operation that something is done for; of no user's: the node's own count of what it does by itself. */
export interface CausingOperation {
  origin: number
  count: number
}
/** A replica's program in force. */
export interface Program {
  /** Tells it from the one before and the one after. −1: what is built in. */
  id: number
  /** Whether it begins with what the one before remembered. */
  keepsState: boolean
  initial(): unknown
  /** Plain data as it may travel; undefined where it may not: `handle` then fails. */
  copied(data: unknown): unknown
  /** It asked for something that cannot be: `handle` then fails. */
  refuse(problem: AnswerProblem, got: unknown): void
  /** Runs a handler for an operation. Answers the state after it; undefined: it failed, and nothing that it wished for may be done. */
  handle(handler: HandlerName, replica: Replica, state: unknown, subject: unknown, of: CausingOperation): unknown
}
export interface Decider {
  /** Whether built-in decisions may not simply be taken: somebody's policy is in force, or somebody looks on. */
  readonly active: boolean
  /** Whether a policy was ever set: what only policies go by is counted from then on, whoever looks on. */
  readonly hasPolicies: boolean
  decide<Context extends Moment, Answer, State>(
    cluster: Cluster,
    contract: Contract<Context, Answer>,
    place: Place,
    context: Context,
    builtIn: Decision<Context, Answer, State>,
    state: State,
  ): Answer
  /** The program that a learner wrote for this replica, else what is built in. */
  program(cluster: Cluster, node: ClusterNode, builtIn: Program): Program
  /** setPolicy and stopPolicy. */
  command(cluster: Cluster, command: Command): void
  save(): unknown
  load(state: unknown): void
}
