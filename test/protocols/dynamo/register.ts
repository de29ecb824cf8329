/**
 * Several sequential processes at one register of a Dynamo shard, under random faults: what they saw, as a history for a
 * checker. Everything follows from the seed. A process whose operation is of unknown fate goes on under another name, as
 * in Jepsen. With several attempts it asks again, anybody, before it knows what became of the one before; then messages also
 * get lost and come twice.
 */
import type { Cluster, Command, Role } from '../../../src/cluster'
import { OP, STATUS, SimulatedCluster, TYPE, W, sameForAllLegs } from '../../../src/cluster'
import { History, judge } from '../../../src/checkers'
import { Distribution, Draws } from '../../../src/kernel'
import { FLOATS, WORDS } from '../../../src/kernel/eventQueue'
import type { DynamoOptions } from '../../../src/protocols/dynamo/config'
import { dynamoConfig } from '../../../src/protocols/dynamo/config'
import { dynamoReplica } from '../../../src/protocols/dynamo/role'

export const REGISTER: DynamoOptions = {
  ack: 'synced',
  timeoutUs: 1000,
  readRepair: 'beforeReply',
  versions: 'lastWriter',
  sloppyQuorum: false,
  hintedHandoff: false,
  antiEntropyUs: 0,
  membership: 'silence',
  majorities: true,
  readBeforeWrite: true,
}
const KEY = 1
const PROCESSES = 4
const STEPS = 120
const PATIENCE_US = 4000
/** Sooner than a coordinator gives up: attempts meet. */
const AGAIN_US = 700

interface Answer {
  attempt: number
  status: number
  value: number
  isWritten: boolean
}
/** A process notes its answers; the harness looks at them. */
const process: Role = {
  start(_cluster, node) {
    node.state = { answers: [], asked: 0 }
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const answer: Answer = {
      attempt: words[m * WORDS + W.attempt],
      status: words[m * WORDS + W.a],
      value: words[m * WORDS + W.value],
      isWritten: floats[m * FLOATS] > 0,
    }
    const state = node.state as { answers: Answer[]; asked: number }
    if (words[m * WORDS + W.call] === state.asked) state.answers.push(answer)
  },
}

/** What is under way for one process. */
interface Open {
  op: number
  value: number
  count: number
  sinceUs: number
  attempts: number
  askedUs: number // the last attempt
}

export class Register {
  readonly history = new History()
  private readonly cluster = new SimulatedCluster(1, { process, dynamoReplica })
  private readonly draws: Draws
  private readonly open: (Open | null)[] = new Array<Open | null>(PROCESSES).fill(null)
  private readonly names = Array.from({ length: PROCESSES }, (_, i) => i)
  private readonly members: number[]
  private drawn = 0
  private written = 0

  constructor(
    readonly seed: number,
    options: DynamoOptions,
    private readonly attemptsMax = 1,
  ) {
    this.draws = new Draws(seed)
    const { cluster } = this
    for (let p = 0; p < PROCESSES; p++) cluster.addNode({ id: `p${p}`, group: 'processes', role: 'process', zone: 'z' })
    const shards = [0, 1].map((s) => [0, 1, 2].map((i) => PROCESSES + 3 * s + i))
    this.members = shards[0]
    shards.forEach((members, shard) => {
      for (const index of members) {
        cluster.addNode({
          id: `r${index}`,
          group: 'store',
          role: 'dynamoReplica',
          zone: 'z',
          shard,
          replica: members.indexOf(index),
          config: dynamoConfig(shards, shard, options),
          disk: Distribution.of({ kind: 'uniform', minUs: 20, maxUs: 200 }),
        })
      }
    })
    const latency = sameForAllLegs(Distribution.of({ kind: 'uniform', minUs: 5, maxUs: 80 }))
    for (const a of cluster.nodes) for (const b of cluster.nodes) if (a !== b) cluster.addLink(a, b, { latency })
    cluster.start()
    // A read that finds nothing has found what was there at first.
    for (const type of ['invoke', 'ok'] as const)
      this.history.push({ process: 0, type, f: 'write', value: 0, timeNs: null })
  }

  /** Plays all steps; the verdict of the checker. */
  verdict(): boolean | 'unknown' {
    for (let step = 0; step < STEPS; step++) this.step()
    this.cluster.apply({ kind: 'healAll' })
    this.pass(PATIENCE_US + 1)
    return judge(this.history, 'register').valid
  }

  private int(below: number): number {
    return this.draws.at(0, 0, this.drawn++, 0).int(below)
  }
  private oneOf<T>(choices: readonly T[]): T {
    return choices[this.int(choices.length)]
  }
  private step(): void {
    if (this.int(100) < 70) this.ask()
    else this.cluster.apply(this.fault())
    this.pass(this.oneOf([0, 20, 60, 150, 400, 1200]))
  }
  private fault(): Command {
    const id = (): string => `r${this.oneOf(this.members)}`
    const target = { node: id() }
    const link = { from: target, to: { node: id() } }
    const kind = this.oneOf([
      'kill',
      'restart',
      'restart',
      'restart',
      'cut',
      'heal',
      'isolate',
      'healAll',
      'hold',
      'release',
      'offsetClock',
      'stallDisk',
      'resumeDisk',
      ...(this.attemptsMax > 1 ? (['lose', 'duplicate'] as const) : []),
    ] as const)
    switch (kind) {
      case 'kill':
        return { kind, target, loseDisk: false }
      case 'offsetClock':
        return { kind, target, offsetUs: this.int(4000) - 2000 }
      case 'cut':
      case 'heal':
      case 'hold':
      case 'release':
        return { kind, link }
      case 'lose':
      case 'duplicate':
        return { kind, link, probability: 0.5 }
      case 'healAll':
        return { kind }
      default:
        return { kind, target }
    }
  }

  /** An idle process reads or writes, at any member. R and W are 1: what they come to is the setting's business. */
  private ask(): void {
    const idle = this.names.map((_, p) => p).filter((p) => this.open[p] === null)
    if (idle.length === 0) return
    const p = this.oneOf(idle)
    const isWrite = this.int(2) === 0
    const { cluster } = this
    const node = cluster.nodes[p]
    const count = cluster.background(node)
    const value = isWrite ? ++this.written : 0
    node.state = { answers: [], asked: count }
    const sinceUs = cluster.nowUs
    this.open[p] = { op: isWrite ? OP.write : OP.read, value, count, sinceUs, attempts: 0, askedUs: sinceUs }
    this.attempt(p, this.open[p])
    this.tell(p, 'invoke', isWrite ? value : null)
  }
  private attempt(p: number, open: Open): void {
    const { cluster } = this
    const attempt = open.attempts++
    open.askedUs = cluster.nowUs
    const type = open.op === OP.write ? TYPE.storeWrite : TYPE.storeRead
    const to = cluster.nodes[this.oneOf(this.members)]
    const m = cluster.send(cluster.nodes[p], to, type, p, open.count, attempt, attempt)
    const { words, floats } = cluster.queue
    words[m * WORDS + W.call] = open.count
    words[m * WORDS + W.key] = KEY
    words[m * WORDS + W.value] = open.value
    words[m * WORDS + W.b] = 1
    floats[m * FLOATS] = 0
  }
  private tell(p: number, type: 'invoke' | 'ok' | 'fail' | 'info', value: number | null): void {
    const f = this.open[p]?.op === OP.write ? 'write' : 'read'
    this.history.push({ process: this.names[p], type, f, value, timeNs: null })
  }

  private pass(us: number): void {
    const { cluster } = this
    const until = cluster.nowUs + us
    while (cluster.step(until)) this.collect(cluster)
    cluster.queue.advanceTo(until)
    this.collect(cluster)
  }
  private collect(cluster: Cluster): void {
    this.open.forEach((open, p) => {
      if (!open) return
      const { answers } = cluster.nodes[p].state as { answers: Answer[] }
      const ok = answers.find(({ status }) => status === STATUS.ok)
      const failed = answers.filter(({ status }) => status === STATUS.failed)
      const isAnswered = answers.some(({ attempt }) => attempt === open.attempts - 1)
      const isDue = cluster.nowUs - open.askedUs > (this.attemptsMax > 1 ? AGAIN_US : PATIENCE_US)
      if (!ok && !isAnswered && !isDue) return
      if (!ok && open.attempts < this.attemptsMax) {
        this.attempt(p, open)
        return
      }
      if (!ok && !isAnswered && cluster.nowUs - open.sinceUs <= PATIENCE_US) return
      const isFailed = open.op === OP.read || failed.length === open.attempts
      if (ok) this.tell(p, 'ok', open.op === OP.write ? open.value : ok.isWritten ? ok.value : 0)
      else this.tell(p, isFailed ? 'fail' : 'info', open.op === OP.write ? open.value : null)
      this.open[p] = null
      if (!ok && !isFailed) this.names[p] += PROCESSES
    })
  }
}
