/**
 * Scripts for groups of Spanner replicas: one verb a line, what happened under it, indented. `UPDATE_SCRIPTS=1 npx vitest run
 * test/protocols/spanner` writes what happens now; the difference is to be read. A driver asks a1, a2, a3 (group a), b1, …; links
 * take 100 µs each way, a sync 200; leases last 100 ms, a time master is off by 1 ms at most. Accounts 0, 2, … are in
 * group a, 1, 3, … in group b, with 100 each.
 */
import type { Command, Role } from '../../../src/cluster'
import {
  F,
  KIND,
  LEVEL,
  LEVEL_SHIFT,
  NODE_CHANGES,
  RETURN_FLAG,
  STATE_CODES,
  STRIDE,
  SimulatedCluster,
  TYPE,
  W,
  sameForAllLegs,
} from '../../../src/cluster'
import { timeOf } from '../../../src/cluster/journal'
import { Distribution } from '../../../src/kernel'
import { FLOATS, WORDS } from '../../../src/kernel/eventQueue'
import { balanceOf } from '../../../src/protocols/spanner/machine'
import type { SpannerNode } from '../../../src/protocols/spanner/role'
import { spannerReplica } from '../../../src/protocols/spanner/role'
import { spannerConfig } from '../../../src/scenarios/behaviours/spanner'
import { spannerMode } from '../../../src/scenarios/modes/spanner'

const constant = (us: number): Distribution => Distribution.of({ kind: 'constant', us })
const STATUSES = ['ok', 'failed', 'unknown', 'elsewhere']
const ROLES = ['follower', 'preCandidate', 'candidate', 'leader']
const KINDS: Record<number, string> = {
  [TYPE.txnPrepare]: 'prepare',
  [TYPE.txnOutcome]: 'outcome',
  [TYPE.txnAsk]: 'ask',
}
interface DriverState {
  asked: string[]
  answers: string[]
}

/** Notes what came back. */
const driver: Role = {
  start(_cluster, node) {
    node.state = { asked: [], answers: [] } satisfies DriverState
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const w = m * WORDS
    const { asked, answers } = node.state as DriverState
    const status = STATUSES[words[w + W.a]]
    const isStale = status === 'ok' && (words[w + W.c] & RETURN_FLAG.stale) !== 0
    const age = Math.ceil(floats[m * FLOATS + F.x] / 1_000)
    const to = status === 'elsewhere' ? ` (${cluster.nodes[words[w + W.c] - 1]?.id ?? 'unknown'})` : ''
    const what = asked[words[w + W.call]]
    const value = what.startsWith('read') && status === 'ok' ? ` ${words[w + W.value]}` : ''
    answers.push(`${what}:${value} ${status}${to}${isStale ? `, at most ${age} ms old` : ''}`.replace(':  ', ': '))
  },
}

export class Stage {
  readonly cluster = new SimulatedCluster(1, { driver, spannerReplica })
  private readonly lines: string[] = []

  /** `store replicas=3 commitWait=yes` */
  constructor(options: Record<string, string>) {
    const n = Number(options.replicas ?? 3)
    const groups = ['a', 'b'].map((_, g) => Array.from({ length: n }, (_2, r) => 1 + g * n + r))
    const spec = {
      ...spannerMode.defaults(n),
      commitWait: options.commitWait !== 'no',
      leaseUs: 100_000,
      heartbeatUs: 10_000,
      timeoutUs: 40_000,
      initialBalance: 100,
    }
    this.cluster.addNode({ id: 'driver', group: 'driver', role: 'driver', zone: 'z' })
    groups.forEach((members, shard) => {
      members.forEach((_, replica) => {
        const config = { ...spannerConfig(spec, groups, shard, replica, (key) => key % 2), isAppointed: replica === 0 }
        const place = { group: 'store', zone: 'z', shard, replica }
        this.cluster.addNode({
          id: `${'ab'[shard]}${replica + 1}`,
          role: 'spannerReplica',
          ...place,
          config,
          disk: constant(200),
        })
      })
    })
    for (const a of this.cluster.nodes)
      for (const b of this.cluster.nodes)
        if (a !== b) this.cluster.addLink(a, b, { latency: sameForAllLegs(constant(100)) })
    this.cluster.journal.attach((words, count) => {
      for (let i = 0; i < count; i++) this.tell(words, i)
    })
    this.cluster.start()
  }

  private tell(words: Int32Array, i: number): void {
    const at = i * STRIDE
    const detail = words[at] >>> 8
    const name = this.cluster.nodes[words[at + 1]]?.id
    const link = this.cluster.links[words[at + 1]]
    let what = ''
    if ((words[at] & 255) === KIND.APPLIED && (words[at + 4] !== 0 || words[at + 5] !== 0))
      what = `${name} has ${words[at + 2]} = ${words[at + 3]}`
    else if ((words[at] & 255) === KIND.NODE) what = `${name} ${NODE_CHANGES[detail]}`
    else if ((words[at] & 255) === KIND.STATE && STATE_CODES[detail] === 'role')
      what = `${name} ${ROLES[words[at + 4]]} of term ${words[at + 2]}`
    else if ((words[at] & 255) === KIND.SENT && KINDS[detail])
      what = `${link.from.id} to ${link.to.id}: ${KINDS[detail]}`
    if (what) this.lines.push(`${timeOf(words, i)} ${what}`)
  }

  private pass(untilUs: number): string[] {
    const { cluster } = this
    const { answers } = cluster.nodes[0].state as DriverState
    while (cluster.queue.peekTime() <= untilUs) {
      cluster.step()
      cluster.journal.flush()
      for (const answer of answers.splice(0)) this.lines.push(`${cluster.nowUs} ${answer}`)
    }
    cluster.queue.advanceTo(untilUs)
    cluster.journal.flush()
    return this.lines.splice(0)
  }

  do(verb: string, words: string[], options: Record<string, string>): string[] {
    const { cluster } = this
    if (verb === 'run') return this.pass(cluster.nowUs + Number(words[0]) * 1_000)
    if (verb === 'show') return this.show(Number(words[0]))
    if (verb === 'write' || verb === 'read' || verb === 'transfer') {
      this.ask(verb, words, options)
      return []
    }
    cluster.apply(commandOf(verb, words))
    return this.pass(cluster.nowUs)
  }
  private ask(verb: string, words: string[], options: Record<string, string>): void {
    const { cluster } = this
    const { asked } = cluster.nodes[0].state as DriverState
    const type = { write: TYPE.storeWrite, read: TYPE.storeRead, transfer: TYPE.storeTransfer }[verb] as number
    const to = cluster.nodes.find((node) => node.id === options.at)!
    const count = options.op ? 1_000 + Number(options.op) : cluster.background(cluster.nodes[0])
    const m = cluster.send(cluster.nodes[0], to, type, 0, count, asked.length)
    const { words: slots, floats } = cluster.queue
    slots[m * WORDS + W.call] = asked.push([verb, ...words].join(' ')) - 1
    slots[m * WORDS + W.key] = Number(words[0])
    slots[m * WORDS + W.value] = Number(words[1] ?? 0)
    slots[m * WORDS + W.b] = LEVEL[(options.level ?? 'strong') as keyof typeof LEVEL] << LEVEL_SHIFT
    floats[m * FLOATS + F.version] = 0
    floats[m * FLOATS + F.x] = verb === 'transfer' ? Number(words[2]) : Number(options.bound ?? 0) * 1_000
  }

  /** Balances of an account and what is prepared, by replica of its group. */
  private show(account: number): string[] {
    const states = this.cluster.nodes.filter((node) => node.shard === account % 2)
    return [
      states
        .map((node) => {
          const { machine, office } = node.state as SpannerNode
          const lock = office?.locks.get(account) ? ' locked' : ''
          const prepared = machine.prepared.size > 0 ? ' prepared' : ''
          return `${node.id} ${balanceOf(machine, account, 100)}${prepared}${lock}`
        })
        .join(', '),
    ]
  }
}

function commandOf(verb: string, [first, second]: string[]): Command {
  const target = { node: first }
  const link = { from: target, to: { node: second } }
  switch (verb) {
    case 'kill':
      return { kind: 'kill', target, loseDisk: second === 'disk' }
    case 'restart':
    case 'stall':
    case 'resume':
      return { kind: verb, target }
    case 'cut':
    case 'heal':
      return { kind: verb, link }
    case 'isolate':
      return { kind: 'isolate', target }
    case 'healAll':
      return { kind: 'healAll' }
    default:
      throw new Error(`no verb ${verb}`)
  }
}

/** The script with what happens now under each verb. */
export function play(script: string): string {
  let stage: Stage | null = null
  const out: string[] = []
  for (const line of script.split('\n')) {
    if (line.startsWith('  ')) continue
    out.push(line)
    if (line === '' || line.startsWith('#')) continue
    const [verb, ...rest] = line.split(' ')
    const options = Object.fromEntries(rest.filter((w) => w.includes('=')).map((w) => w.split('=') as [string, string]))
    if (verb === 'store') stage = new Stage(options)
    else if (stage) {
      const words = rest.filter((w) => !w.includes('='))
      for (const told of stage.do(verb, words, options)) out.push(`  ${told}`)
    }
  }
  return out.join('\n')
}
