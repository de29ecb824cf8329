/**
 * Services among scripted neighbours: a caller that sends requests at given moments and notes the answers, and a far end
 * that answers as told (ok, fail, unknown, silent, or "ok 300": late by so much). All links take 10 µs.
 */
import type { Command, NodeSpec, Role } from '../../src/cluster'
import {
  CAUSE,
  KIND,
  NODE_CHANGES,
  MESSAGE_TYPES,
  OUTCOME_CAUSES,
  STATUS,
  STRIDE,
  SimulatedCluster,
  TYPE,
  W,
  mark,
  sameForAllLegs,
} from '../../src/cluster'
import { causeOf, outcomeOf, timeOf } from '../../src/cluster/journal'
import { Distribution } from '../../src/kernel'
import { FLOATS, WORDS } from '../../src/kernel/eventQueue'
import { asInstance } from '../../src/services/instance'
import { instanceRoles } from '../../src/services/instanceRoles'
import { roles } from '../../src/services/roles'

export interface Call {
  atUs: number
  to: string
  type?: number
  words?: Partial<Record<keyof typeof W, number>>
  count?: number // default: its place in the list + 1
}
export const constant = (us: number): Distribution => Distribution.of({ kind: 'constant', us })
const STATUSES = ['ok', 'failed', 'unknown']
const ANSWERS: Record<number, number> = {
  [TYPE.request]: TYPE.answer,
  [TYPE.storeRead]: TYPE.storeAnswer,
  [TYPE.storeWrite]: TYPE.storeAnswer,
  [TYPE.recommend]: TYPE.recommendAnswer,
  [TYPE.cacheGet]: TYPE.cacheAnswer,
  [TYPE.enqueue]: TYPE.enqueued,
}
type Place = Parameters<Role['receive']>
const logOf = (node: Place[1]): string[] => (node.state as { log: string[] }).log

const caller: Role = {
  start(cluster, node) {
    node.state = { log: [] }
    ;(node.config as Call[]).forEach((call, i) => cluster.setTimer(node, call.atUs, 1, node.index, 0, i, i))
  },
  timer(cluster, node, timer) {
    const { words } = cluster.queue
    const at = words[timer * WORDS + W.a]
    const call = (node.config as Call[])[at]
    const to = cluster.nodes.find((n) => n.id === call.to)!
    const type = call.type ?? TYPE.request
    const m = cluster.send(node, to, type, node.index, call.count ?? at + 1, 0, call.words?.attempt ?? 1)
    cluster.queue.floats.fill(0, m * FLOATS, m * FLOATS + FLOATS)
    for (const word of ['call', 'key', 'value', 'a', 'b', 'c'] as const)
      cluster.queue.words[m * WORDS + W[word]] = call.words?.[word] ?? 0
  },
  receive(cluster, node, m) {
    const { words } = cluster.queue
    const w = m * WORDS
    const name = MESSAGE_TYPES[words[w + W.type]].name
    if (words[w + W.type] === TYPE.job)
      return void logOf(node).push(`${cluster.nowUs} job ${words[w + W.call]} of user ${words[w + W.key]}`)
    const cause = OUTCOME_CAUSES[words[w + W.b]]
    const flags = words[w + W.c] === 0 ? '' : `, flags ${words[w + W.c]}`
    logOf(node).push(
      `${cluster.nowUs} ${name} ${words[w + W.count]} ${STATUSES[words[w + W.a]]}${cause === 'none' ? '' : `, ${cause}`}${flags}`,
    )
  },
}

const farEnd: Role = {
  start(_cluster, node) {
    node.state = { log: [], got: 0, kept: new Map<number, number>() }
  },
  receive(cluster, node, m) {
    const { words } = cluster.queue
    const w = m * WORDS
    const type = words[w + W.type]
    const script = (node.config as string[] | undefined) ?? []
    const state = node.state as { got: number; kept: Map<number, number> }
    const [how, lateUs] = (script[Math.min(state.got, script.length - 1)] ?? 'ok').split(' ')
    state.got++
    logOf(node).push(`${cluster.nowUs} ${MESSAGE_TYPES[type].name} ${words[w + W.count]}.${words[w + W.attempt]}`)
    if (how === 'silent' || ANSWERS[type] === undefined) return
    if (lateUs) {
      cluster.keep()
      state.kept.set(state.got, m)
      cluster.setTimer(
        node,
        Number(lateUs),
        1,
        node.index,
        0,
        0,
        state.got,
        STATUSES.indexOf(how === 'fail' ? 'failed' : how),
      )
    } else answerWith(cluster, m, how === 'fail' ? STATUS.failed : STATUSES.indexOf(how))
  },
  timer(cluster, node, timer) {
    const { words } = cluster.queue
    const { kept } = node.state as { kept: Map<number, number> }
    const at = words[timer * WORDS + W.a]
    answerWith(cluster, kept.get(at)!, words[timer * WORDS + W.b])
    kept.delete(at)
  },
}
function answerWith(cluster: Place[0], m: number, status: number): void {
  const type = ANSWERS[cluster.queue.words[m * WORDS + W.type]]
  mark(cluster, cluster.reply(m, type), status, status === STATUS.ok ? CAUSE.none : CAUSE.overloaded)
}

export class Stage {
  readonly cluster: SimulatedCluster
  readonly lines: string[] = []
  private readonly begun = new Map<number, number>()

  constructor(seed = 1) {
    this.cluster = new SimulatedCluster(seed, {
      ...roles,
      ...instanceRoles,
      caller,
      farEnd: asInstance(farEnd),
      server: asInstance(roles.server),
    })
    this.cluster.journal.attach((words, count) => {
      for (let i = 0; i < count; i++) this.note(words, i)
    })
  }
  node(id: string, role: string, config?: unknown, spec: Partial<NodeSpec> = {}): this {
    this.cluster.addNode({ id, group: id.replace(/\d+$/, ''), role, zone: 'z', config, ...spec })
    return this
  }
  /** Links everybody with everybody. */
  linked(us = 10): this {
    const { nodes } = this.cluster
    const latency = sameForAllLegs(constant(us))
    for (const a of nodes) for (const b of nodes) if (a !== b) this.cluster.addLink(a, b, { latency })
    return this
  }
  index(id: string): number {
    return this.cluster.nodes.findIndex((n) => n.id === id)
  }
  play(commands: Record<number, Command | Command[]> = {}, untilUs = 1e9): this {
    this.cluster.start()
    for (const [atUs, some] of Object.entries(commands)) {
      this.runTo(Number(atUs))
      for (const command of [some].flat()) this.cluster.apply(command)
    }
    return this.runTo(untilUs)
  }
  /** Runs everything before this moment. */
  runTo(untilUs: number): this {
    while (this.cluster.queue.peekTime() < untilUs) this.cluster.step()
    this.cluster.journal.flush()
    if (untilUs > this.cluster.nowUs) this.cluster.queue.advanceTo(untilUs)
    return this
  }
  /** Pieces of work that a node with workers has begun. */
  startedBy(id: string): number {
    return this.begun.get(this.index(id)) ?? 0
  }
  log(id: string): string[] {
    return (this.cluster.nodes[this.index(id)].state as { log: string[] }).log
  }
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  state<T>(id: string): T {
    return this.cluster.nodes[this.index(id)].state as T
  }
  /** Lines of the journal that begin (after the time) with one of these words. */
  story(...kinds: string[]): string[] {
    return this.lines.filter((line) => kinds.includes(line.split(' ')[1]))
  }
  private note(words: Int32Array, i: number): void {
    const at = i * STRIDE
    const detail = words[at] >>> 8
    const [b, c, d] = words.subarray(at + 2, at + 5)
    const kind = words[at] & 255
    const outcome = ['ok', 'fail', 'info'][outcomeOf(detail)]
    const time = timeOf(words, i)
    if (kind === KIND.STARTED) this.begun.set(words[at + 1], (this.begun.get(words[at + 1]) ?? 0) + 1)
    if (kind === KIND.INVOKE) this.lines.push(`${time} invoke ${b} class ${detail} key ${c} session ${words[at + 5]}`)
    else if (kind === KIND.RETURN)
      this.lines.push(`${time} return ${b} ${outcome} ${OUTCOME_CAUSES[causeOf(detail)]} after ${detail >>> 16}`)
    else if (kind === KIND.NODE)
      this.lines.push(`${time} ${NODE_CHANGES[detail]} ${this.cluster.nodes[words[at + 1]].id}`)
    else if (kind === KIND.STATE) this.lines.push(`${time} state ${c} ${d}`)
    else if (kind === KIND.CAUSED) this.lines.push(`${time} caused ${b} by ${d}`)
    else if (kind === KIND.QUEUED || kind === KIND.STARTED || kind === KIND.REFUSED || kind === KIND.ABANDONED)
      this.lines.push(
        `${time} ${['queued', 'started', '', 'refused', 'abandoned'][kind - KIND.QUEUED]} ${c} depth ${d}`,
      )
  }
}
