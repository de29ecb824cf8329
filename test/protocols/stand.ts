/**
 * A stand for the replicas of one shard: a driver asks the replicas a, b, c, ...; links take 10 µs each way, a sync takes 50. Scripts
 * are one verb a line, what happened under it, indented. `UPDATE_SCRIPTS=1 npx vitest run test/protocols/NAME` writes what
 * happens now; the difference is to be read.
 */
import type { Command, Role } from '../../src/cluster'
import {
  KIND,
  LEVEL,
  LEVEL_SHIFT,
  NODE_CHANGES,
  OP,
  RETURN_FLAG,
  STATE_CODES,
  STRIDE,
  SimulatedCluster,
  TYPE,
  W,
  sameForAllLegs,
} from '../../src/cluster'
import { timeOf } from '../../src/cluster/journal'
import { bytesSent } from '../../src/cluster/messageTypes'
import { Distribution } from '../../src/kernel'
import { FLOATS, WORDS } from '../../src/kernel/eventQueue'

const constant = (us: number): Distribution => Distribution.of({ kind: 'constant', us })
const STATUSES = ['ok', 'failed', 'unknown', 'elsewhere'] as const
export type Level = keyof typeof LEVEL

export interface Ask {
  to: number
  isWrite: boolean
  key: number
  value: number
  level: Level
  floor: number
  boundUs: number
  count: number // > 0: the operation's name, for a retry; 0: a new one
  askedUs: number
}
export interface Answer {
  ask: number
  by: number
  status: (typeof STATUSES)[number]
  value: number
  version: number
  stale: boolean
  ageUs: number
  leader: number // place, −1: none named
  atUs: number
}
interface DriverState {
  asks: Ask[]
  results: Answer[]
  told: number
}

/** Sends what it was told to, and notes what came back. */
const driver: Role = {
  start(_cluster, node) {
    node.state = { asks: [], results: [], told: 0 } satisfies DriverState
  },
  timer(cluster, node, timer) {
    const at = cluster.queue.words[timer * WORDS + W.a]
    const ask = (node.state as DriverState).asks[at]
    ask.count ||= cluster.background(node)
    const type = ask.isWrite ? TYPE.storeWrite : TYPE.storeRead
    const m = cluster.send(node, cluster.nodes[ask.to + 1], type, node.index, ask.count, at)
    const { words, floats } = cluster.queue
    words[m * WORDS + W.a] = ask.isWrite ? OP.write : OP.read
    words[m * WORDS + W.call] = at
    words[m * WORDS + W.key] = ask.key
    words[m * WORDS + W.value] = ask.value
    words[m * WORDS + W.b] = LEVEL[ask.level] << LEVEL_SHIFT
    floats[m * FLOATS] = ask.floor
    floats[m * FLOATS + 3] = ask.boundUs
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const w = m * WORDS
    const status = STATUSES[words[w + W.a]]
    ;(node.state as DriverState).results.push({
      ask: words[w + W.call],
      by: words[w + W.from] - 1,
      status,
      value: words[w + W.value],
      version: floats[m * FLOATS],
      stale: status === 'ok' && (words[w + W.c] & RETURN_FLAG.stale) !== 0,
      ageUs: floats[m * FLOATS + 3],
      leader: status === 'elsewhere' ? words[w + W.c] - 2 : -1,
      atUs: cluster.nowUs,
    })
  },
}

export interface StandSpec {
  n: number
  role: [name: string, role: Role]
  config(place: number, members: readonly number[]): unknown
  seed?: number
  /** How a script tells a replica's state of a key. */
  show?(state: unknown, key: number): string
  /** How it names what STATE records of a code, a subject and two states say; empty: not told. */
  tellState?(code: (typeof STATE_CODES)[number], subject: number, from: number, to: number): string
  /** Types of messages that scripts tell. */
  tells?: readonly number[]
}

export class Stand {
  readonly cluster: SimulatedCluster
  private readonly lines: string[] = []

  constructor(readonly spec: StandSpec) {
    const [roleName, role] = spec.role
    this.cluster = new SimulatedCluster(spec.seed ?? 1, { driver, [roleName]: role })
    const members = Array.from({ length: spec.n }, (_, i) => i + 1)
    this.cluster.addNode({ id: 'driver', group: 'driver', role: 'driver', zone: 'z' })
    for (const place of members.keys())
      this.cluster.addNode({
        id: String.fromCharCode(97 + place),
        group: 'store',
        role: roleName,
        zone: 'z',
        shard: 0,
        replica: place,
        config: spec.config(place, members),
        disk: constant(50),
      })
    for (const a of this.cluster.nodes)
      for (const b of this.cluster.nodes)
        if (a !== b) this.cluster.addLink(a, b, { latency: sameForAllLegs(constant(10)) })
    this.cluster.journal.attach((words, count) => {
      for (let i = 0; i < count; i++) this.note(words, i)
    })
    this.cluster.start()
  }

  get asks(): readonly Ask[] {
    return (this.cluster.nodes[0].state as DriverState).asks
  }
  get results(): readonly Answer[] {
    return (this.cluster.nodes[0].state as DriverState).results
  }
  /** States of the replicas, by place. */
  states<S>(): S[] {
    return this.cluster.nodes.slice(1).map((node) => node.state as S)
  }
  /** Asks now; the number of the question. */
  ask(
    to: number,
    isWrite: boolean,
    key: number,
    value = 0,
    more: Partial<Pick<Ask, 'level' | 'floor' | 'boundUs' | 'count'>> = {},
  ): number {
    const { asks } = this.cluster.nodes[0].state as DriverState
    asks.push({
      to,
      isWrite,
      key,
      value,
      level: 'strong',
      floor: 0,
      boundUs: 0,
      count: 0,
      askedUs: this.cluster.nowUs,
      ...more,
    })
    this.cluster.setTimer(this.cluster.nodes[0], 0, 1, 0, 0, 0, asks.length - 1)
    return asks.length - 1
  }
  run(forUs: number, afterEach?: () => void): void {
    const untilUs = this.cluster.nowUs + forUs
    while (this.cluster.queue.peekTime() <= untilUs) {
      this.cluster.step()
      afterEach?.()
    }
    this.cluster.queue.advanceTo(untilUs)
  }

  private note(words: Int32Array, i: number): void {
    const at = i * STRIDE
    const kind = words[at] & 255
    const detail = words[at] >>> 8
    const name = (index: number): string => this.cluster.nodes[index].id
    let what = ''
    if (kind === KIND.APPLIED) {
      const none = words[at + 4] === 0 && words[at + 5] === 0
      what = `${name(words[at + 1])} has ${words[at + 2]} = ${none ? 'nothing' : words[at + 3]}`
    } else if (kind === KIND.NODE) what = `${name(words[at + 1])} ${NODE_CHANGES[detail]}`
    else if (kind === KIND.STATE) {
      const told = this.spec.tellState?.(STATE_CODES[detail], words[at + 2], words[at + 3], words[at + 4]) ?? ''
      if (told) what = `${name(words[at + 1])} ${told}`
    } else if (kind === KIND.SENT && this.spec.tells?.includes(detail)) {
      const link = this.cluster.links[words[at + 1]]
      const type = Object.entries(TYPE).find(([, index]) => index === detail)?.[0]
      what = `${link.from.id} → ${link.to.id} ${type}, ${bytesSent(words, at)} bytes`
    }
    if (what) this.lines.push(`${timeOf(words, i)} ${what}`)
  }
  private tellAnswers(): void {
    const state = this.cluster.nodes[0].state as DriverState
    for (const answer of state.results.slice(state.told)) {
      const { isWrite, key } = state.asks[answer.ask]
      const value = answer.status === 'ok' && answer.version > 0 ? ` ${answer.value}` : ''
      const age = answer.stale ? `, ${answer.ageUs < 0 ? 'age unknown' : `at most ${answer.ageUs} old`}` : ''
      const leader = answer.leader >= 0 ? `: ${this.cluster.nodes[answer.leader + 1].id}` : ''
      this.lines.push(`${answer.atUs} ${isWrite ? 'write' : 'read'} ${key}${value}: ${answer.status}${leader}${age}`)
    }
    state.told = state.results.length
  }

  /** One verb of a script; what it tells. */
  do(verb: string, words: string[], options: Record<string, string>): string[] {
    const place = (id: string): number => id.charCodeAt(0) - 97
    if (verb === 'write' || verb === 'read') {
      this.ask(place(options.at), verb === 'write', Number(words[0]), Number(words[1] ?? 0), {
        level: (options.level ?? 'strong') as Level,
        boundUs: Number(options.bound ?? 0),
        floor:
          options.after === undefined
            ? 0
            : (this.results.findLast((r) => r.ask === Number(options.after))?.version ?? 0),
        count: options.again === undefined ? 0 : this.asks[Number(options.again)].count,
      })
      return []
    }
    if (verb === 'show')
      return this.cluster.nodes
        .slice(1)
        .map((node) => `${node.id} ${node.up ? '' : '(down) '}${this.spec.show?.(node.state, Number(words[0])) ?? ''}`)
    if (verb === 'run')
      this.run(Number(words[0]), () => {
        this.cluster.journal.flush()
        this.tellAnswers()
      })
    else this.cluster.apply(commandOf(verb, words))
    this.cluster.journal.flush()
    return this.lines.splice(0)
  }
}

export function commandOf(verb: string, [first, second]: string[]): Command {
  const target = { node: first }
  const link = { from: target, to: { node: second } }
  switch (verb) {
    case 'kill':
      return { kind: 'kill', target, loseDisk: second === 'disk' }
    case 'restart':
    case 'stall':
    case 'resume':
    case 'stallDisk':
    case 'resumeDisk':
    case 'isolate':
      return { kind: verb, target }
    case 'offset':
      return { kind: 'offsetClock', target, offsetUs: Number(second) }
    case 'drift':
      return { kind: 'driftClock', target, ppm: Number(second) }
    case 'cut':
    case 'heal':
    case 'hold':
    case 'release':
      return { kind: verb, link }
    case 'duplicate':
      return { kind: 'duplicate', link, probability: 0.5 }
    case 'healAll':
      return { kind: 'healAll' }
    default:
      throw new Error(`no verb ${verb}`)
  }
}

/** The script with what happens now under each verb; `shard` with its options begins anew. */
export function play(script: string, begin: (options: Record<string, string>) => StandSpec): string {
  let stand: Stand | null = null
  const out: string[] = []
  for (const line of script.split('\n')) {
    if (line.startsWith('  ')) continue
    out.push(line)
    if (line === '' || line.startsWith('#')) continue
    const [verb, ...rest] = line.split(' ')
    const options = Object.fromEntries(rest.filter((w) => w.includes('=')).map((w) => w.split('=') as [string, string]))
    const words = rest.filter((w) => !w.includes('='))
    if (verb === 'shard') stand = new Stand(begin(options))
    else for (const told of stand?.do(verb, words, options) ?? []) out.push(`  ${told}`)
  }
  return out.join('\n')
}
