/**
 * Scripts for the quorum register: one verb a line, what happened under it, indented. `UPDATE_SCRIPTS=1 npx vitest run
 * test/protocols` writes what happens now; the difference is to be read. A driver asks the replicas a, b, c, ...; links take
 * 10 µs each way, a sync takes 50, coordinators give up after 1000.
 */
import type { ClusterNode, Command, Role } from '../../../src/cluster'
import {
  DROP_REASONS,
  KIND,
  NODE_CHANGES,
  OUTCOME_CAUSES,
  STATE_CODES,
  STRIDE,
  SimulatedCluster,
  TYPE,
  W,
  sameForAllLegs,
} from '../../../src/cluster'
import { timeOf } from '../../../src/cluster/journal'
import { bytesSent } from '../../../src/cluster/messageTypes'
import { Distribution } from '../../../src/kernel'
import { FLOATS, WORDS } from '../../../src/kernel/eventQueue'
import { partitionOf } from '../../../src/partitioning'
import { dynamoConfig, quorumConfig, quorumOptions } from '../../../src/protocols/dynamo/config'
import type { Copies } from '../../../src/protocols/dynamo/replica'
import { siblingsOf } from '../../../src/protocols/dynamo/replica'
import { dynamoReplica } from '../../../src/protocols/dynamo/role'
import type { DynamoState } from '../../../src/protocols/dynamo/state'
import { newAtlas, shardName } from '../../../src/protocols/resharding/atlas'

const TOLD: Record<number, string> = {
  [TYPE.hints]: 'hands hints to',
  [TYPE.hintsAck]: 'has the hints of',
  [TYPE.merkleHashes]: 'sends hashes to',
  [TYPE.merkleCells]: 'sends versions to',
  [TYPE.merkleData]: 'sends data to',
}
const constant = (us: number): Distribution => Distribution.of({ kind: 'constant', us })
const STATUSES = ['ok', 'failed', 'unknown']
interface Ask {
  to: number
  type: number
  key: number
  value: number
  quorum: number
  epoch: number // of the map that the driver goes by
}
export interface Answer {
  ask: number
  status: string
  version: number
  atUs: number
}
interface DriverState {
  asks: Ask[]
  answers: string[] // told so far, to be shown
  results: Answer[]
}

/** Sends what the script asked for, and notes what came back. */
const driver: Role = {
  start(_cluster, node) {
    node.state = { asks: [], answers: [], results: [] } satisfies DriverState
  },
  timer(cluster, node, timer) {
    const at = cluster.queue.words[timer * WORDS + W.a]
    const ask = (node.state as DriverState).asks[at]
    const m = cluster.send(node, cluster.nodes[ask.to], ask.type, node.index, cluster.background(node), 0)
    const words = cluster.queue.words
    words[m * WORDS + W.call] = at
    words[m * WORDS + W.key] = ask.key
    words[m * WORDS + W.value] = ask.value
    words[m * WORDS + W.b] = ask.quorum
    words[m * WORDS + W.c] = ask.epoch
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    if (words[w + W.type] === TYPE.shardMap) return
    const { asks, answers, results } = node.state as DriverState
    const { type, key } = asks[words[w + W.call]]
    const has = type === TYPE.storeWrite || cluster.queue.floats[m * FLOATS] > 0
    const status = STATUSES[words[w + W.a]]
    const value = words[w + W.a] === 0 && has ? ` ${words[w + W.value]}` : ''
    results.push({ ask: words[w + W.call], status, version: cluster.queue.floats[m * FLOATS], atUs: cluster.nowUs })
    const cause = OUTCOME_CAUSES[words[w + W.b]]
    answers.push(
      `${type === TYPE.storeWrite ? 'write' : 'read'} ${key}${value}: ${status}${cause === 'none' ? '' : `, ${cause}`}`,
    )
  },
}

export class Group {
  readonly cluster = new SimulatedCluster(1, { driver, dynamoReplica })
  private readonly lines: string[] = []

  /**
   * `shard n=3 ack=synced repair=yes`; with `versions=clocks` or `stamps` also `fallbacks=2 entropy=100000`; `spare=3`: replicas of
   * a second shard that can be added
   */
  constructor(options: Record<string, string>) {
    const n = Number(options.n ?? 3)
    const members = Array.from({ length: n }, (_, i) => i + 1)
    const ack = options.ack === 'memory' ? 'memory' : 'synced'
    const shards = [
      members,
      Array.from({ length: Number(options.fallbacks ?? options.spare ?? 0) }, (_, i) => n + 1 + i),
    ]
    const single = options.versions
      ? dynamoConfig(shards, 0, {
          ack,
          timeoutUs: 1000,
          readRepair: options.repair === 'yes' ? 'background' : 'off',
          versions: options.versions === 'clocks' ? 'vectorClock' : 'lastWriter',
          sloppyQuorum: shards[1].length > 0,
          hintedHandoff: shards[1].length > 0,
          antiEntropyUs: Number(options.entropy ?? 0),
          membership: 'silence',
          majorities: false,
          readBeforeWrite: false,
        })
      : quorumConfig(members, { ack, timeoutUs: 1000, readRepair: options.repair === 'yes' })
    const strict = quorumOptions({ ack, timeoutUs: 1000, readRepair: options.repair === 'yes' })
    const atlas = newAtlas({
      shards,
      users: 20,
      first: partitionOf({ scheme: 'jump' }, [shardName(0)], 20),
      canChange: true,
      moveBytesPerSecond: 1e9,
    })
    this.cluster.addNode({ id: 'driver', group: 'driver', role: 'driver', zone: 'z' })
    for (const i of shards.flat()) {
      const shard = options.spare && i > n ? 1 : 0
      this.cluster.addNode({
        id: String.fromCharCode(96 + i),
        group: 'store',
        role: 'dynamoReplica',
        zone: 'z',
        shard,
        replica: i - 1 - shard * n,
        config: options.spare ? dynamoConfig(shards, shard, strict, atlas) : single,
        disk: constant(50),
      })
    }
    for (const a of this.cluster.nodes)
      for (const b of this.cluster.nodes)
        if (a !== b) this.cluster.addLink(a, b, { latency: sameForAllLegs(constant(10)) })
    this.cluster.journal.attach((words, count) => {
      for (let i = 0; i < count; i++) this.tell(words, i)
    })
    this.cluster.start()
  }

  get results(): readonly Answer[] {
    return (this.cluster.nodes[0].state as DriverState).results
  }

  private tell(words: Int32Array, i: number): void {
    const at = i * STRIDE
    const head = words[at]
    const detail = head >>> 8
    const name = (index: number): string => this.cluster.nodes[index].id
    const link = this.cluster.links[words[at + 1]]
    let what = ''
    if ((head & 255) === KIND.APPLIED)
      what = `${name(words[at + 1])} has ${words[at + 2]} = ${words[at + 4] === 0 && words[at + 5] === 0 ? 'nothing' : words[at + 3]}`
    else if ((head & 255) === KIND.STATE && STATE_CODES[detail] === 'shards')
      what = `${name(words[at + 1])} is at epoch ${words[at + 2]}`
    else if ((head & 255) === KIND.SENT && detail === TYPE.shardMap && isBehind(link.from, link.to))
      what = `${link.from.id} tells its map to ${link.to.id}`
    else if ((head & 255) === KIND.SENT && detail === TYPE.moveAsk)
      what = `${link.from.id} asks ${link.to.id} for what moves`
    else if ((head & 255) === KIND.SENT && detail === TYPE.movePage)
      what = `${link.from.id} gives ${link.to.id} a page: ${bytesSent(words, at)} bytes`
    else if ((head & 255) === KIND.NODE) what = `${name(words[at + 1])} ${NODE_CHANGES[detail]}`
    else if ((head & 255) === KIND.DROPPED && DROP_REASONS[detail >> 8] === 'notMember')
      what = `${link.to.id} is no member yet`
    else if ((head & 255) === KIND.SENT && detail === TYPE.repair) what = `${link.from.id} repairs ${link.to.id}`
    else if ((head & 255) === KIND.SENT && detail in TOLD)
      what = `${link.from.id} ${TOLD[detail]} ${link.to.id}: ${bytesSent(words, at)} bytes`
    else if ((head & 255) === KIND.SENT && detail === TYPE.joinPage) what = `${link.from.id} sends ${link.to.id} a page`
    if (what) this.lines.push(`${timeOf(words, i)} ${what}`)
  }

  /** What happened until `untilUs`, answers among it in order of time. */
  private pass(untilUs: number): string[] {
    const { cluster } = this
    const state = cluster.nodes[0].state as DriverState
    while (cluster.queue.peekTime() <= untilUs) {
      cluster.step()
      cluster.journal.flush()
      for (const answer of state.answers.splice(0)) this.lines.push(`${cluster.nowUs} ${answer}`)
    }
    cluster.journal.flush()
    cluster.queue.advanceTo(untilUs)
    return shortened(this.lines.splice(0))
  }

  do(verb: string, words: string[], options: Record<string, string>): string[] {
    const { cluster } = this
    if (verb === 'write' || verb === 'read') {
      const isWrite = verb === 'write'
      const driverNode = cluster.nodes[0]
      const { asks } = driverNode.state as DriverState
      const to = cluster.nodes.findIndex((node) => node.id === options.at)
      asks.push({
        to,
        type: isWrite ? TYPE.storeWrite : TYPE.storeRead,
        key: Number(words[0]),
        value: Number(words[1] ?? 0),
        quorum: Number(options.w ?? options.r),
        epoch: Number(options.epoch ?? 0),
      })
      cluster.setTimer(driverNode, 0, 1, 0, 0, 0, asks.length - 1)
      return []
    }
    if (verb === 'run') return this.pass(cluster.nowUs + Number(words[0]))
    if (verb === 'fill') {
      let done = 0
      for (let key = 0; key < Number(words[0]); key++) {
        this.do('write', [String(key), String(key)], { w: '3', at: 'a' })
        done += this.pass(cluster.nowUs + 200).filter((line) => line.endsWith(': ok')).length
      }
      return [`${done} ok`]
    }
    if (verb === 'siblings') {
      const key = Number(words[0])
      const name = (index: number): string => cluster.nodes[index].id
      return cluster.nodes.slice(1).flatMap((node) => {
        const { store } = node.state as DynamoState
        const told = (copies: Copies): string =>
          siblingsOf(copies, key)
            .map(({ value, clock }) => `${value} [${clock.map((e) => `${name(e.node)}:${e.counter}`).join(' ')}]`)
            .join(', ')
        const hinted = [...store.hints].map(([home, copies]) => `${node.id} for ${name(home)}: ${told(copies)}`)
        return [...(told(store) ? [`${node.id}: ${told(store)}`] : []), ...hinted]
      })
    }
    if (verb === 'count')
      return cluster.nodes.slice(1).map((node) => `${node.id} has ${(node.state as DynamoState).store.table.size}`)
    if (verb === 'show') {
      return [
        cluster.nodes
          .slice(1)
          .map((node) => {
            const { store, joining } = node.state as DynamoState
            const key = Number(words[0])
            const value = store.table.has(key) ? store.table.value(key) : '-'
            return `${node.id} ${value}${store.unsynced.some((u) => u.key === key) ? ' unsynced' : ''}${joining ? ' joining' : ''}`
          })
          .join(', '),
      ]
    }
    cluster.apply(commandOf(verb, words))
    return this.pass(cluster.nowUs)
  }
}

/** Whether the map that one tells is news to the other. */
function isBehind(from: ClusterNode, to: ClusterNode): boolean {
  const epoch = ({ state }: ClusterNode): number => (state as DynamoState).resharding?.epoch ?? -1
  return epoch(to) < epoch(from)
}
/** Whoever tells many at once is told in one line. */
function joined(lines: string[]): string[] {
  const out: string[] = []
  for (const line of lines) {
    const head = /^\d+ . tells its map to /.exec(line)?.[0]
    if (head && out.at(-1)?.startsWith(head)) out[out.length - 1] += `, ${line.slice(head.length)}`
    else out.push(line)
  }
  return out
}
/** Many keys that one replica takes over at once are told in one line. */
function shortened(all: string[]): string[] {
  const lines = joined(all)
  const headOf = (line: string): string => /^\d+ . has/.exec(line)?.[0] ?? line
  const few = (at: number): boolean => lines.filter((other) => headOf(other) === headOf(lines[at])).length < 9
  return lines.flatMap((line, i) => {
    if (few(i)) return line
    return headOf(lines[i - 1] ?? '') === headOf(line) ? [] : `${headOf(line)} many keys more`
  })
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
    case 'stallDisk':
    case 'resumeDisk':
      return { kind: verb, target }
    case 'offset':
      return { kind: 'offsetClock', target, offsetUs: Number(second) }
    case 'cut':
    case 'heal':
    case 'hold':
    case 'release':
      return { kind: verb, link }
    case 'isolate':
      return { kind: 'isolate', target }
    case 'duplicate':
      return { kind: 'duplicate', link, probability: 1 }
    case 'addShard':
      return { kind: verb }
    case 'healAll':
      return { kind: 'healAll' }
    default:
      throw new Error(`no verb ${verb}`)
  }
}

/** The script with what happens now under each verb. */
export function play(script: string): string {
  let group: Group | null = null
  const out: string[] = []
  for (const line of script.split('\n')) {
    if (line.startsWith('  ')) continue
    out.push(line)
    if (line === '' || line.startsWith('#')) continue
    const [verb, ...rest] = line.split(' ')
    const options = Object.fromEntries(rest.filter((w) => w.includes('=')).map((w) => w.split('=') as [string, string]))
    if (verb === 'shard') group = new Group(options)
    else if (group)
      for (const told of group.do(
        verb,
        rest.filter((w) => !w.includes('=')),
        options,
      ))
        out.push(`  ${told}`)
  }
  return out.join('\n')
}
