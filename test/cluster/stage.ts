/**
 * A small stage for one fault at a time: nodes that do what a plan says and write down what they see, links of constant
 * delay, and the journal at hand. Messages carry a name in `key` and the double of it in every payload word.
 */
import type { Admission, Command, NodeSpec, Role } from '../../src/cluster'
import { Deliveries, F, KIND, SimulatedCluster, STRIDE, TYPE, W, sameForAllLegs } from '../../src/cluster'
import type { LinkSpec } from '../../src/cluster/link'
import { timeOf } from '../../src/cluster/journal'
import { Distribution } from '../../src/kernel'
import { FLOATS, WORDS } from '../../src/kernel/eventQueue'

export type Act =
  | { atUs: number; send: string; name: number; type?: number } // to a node, by id
  | { atUs: number; timer: number; inUs: number }
  | { atUs: number; timeout: number; inUs: number }
  | { atUs: number; sync: number }
interface ProbeConfig {
  plan: Act[]
  replies: boolean
}
const KINDS = { act: 1, timer: 2 } as const
const PAYLOAD_FLOATS = [F.version, F.deadlineUs, F.x]

export const probe: Role = {
  start(cluster, node) {
    node.state = { log: [] as string[] }
    const { plan } = node.config as ProbeConfig
    plan.forEach((act, i) => cluster.setTimer(node, act.atUs, KINDS.act, node.index, 0, i, i))
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const w = m * WORDS
    const name = words[w + W.key]
    const payload = [
      words[w + W.value],
      words[w + W.a],
      words[w + W.c],
      ...PAYLOAD_FLOATS.map((f) => floats[m * FLOATS + f]),
    ]
    const intact = payload.every((x) => x === name * 2)
    note(
      cluster,
      node,
      `${words[w + W.type] === TYPE.storeAnswer ? 'answer' : 'got'} ${name}${intact ? '' : ' spoilt'}`,
    )
    if ((node.config as ProbeConfig).replies && words[w + W.type] === TYPE.storeRead) cluster.reply(m, TYPE.storeAnswer)
  },
  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer * WORDS
    if (words[w + W.type] === KINDS.timer) {
      note(cluster, node, `timer ${words[w + W.a]}`)
      return
    }
    perform(cluster, node, (node.config as ProbeConfig).plan[words[w + W.a]])
  },
  synced(cluster, node, sync) {
    note(cluster, node, `synced ${cluster.queue.words[sync * WORDS + W.type]}`)
  },
  refuse(cluster, node, m) {
    note(cluster, node, `refused ${cluster.queue.words[m * WORDS + W.key]}`)
  },
  crash(cluster, node, diskLost) {
    note(cluster, node, diskLost ? 'crash, disk lost' : 'crash')
  },
  restart(cluster, node) {
    note(cluster, node, node.diskLost ? 'restart, disk lost' : 'restart')
  },
}
type Parameters3 = Parameters<Role['receive']>
function note(cluster: Parameters3[0], node: Parameters3[1], what: string): void {
  ;(node.state as { log: string[] }).log.push(`${cluster.nowUs} ${what}`)
}
function perform(cluster: Parameters3[0], node: Parameters3[1], act: Act): void {
  if ('send' in act) {
    const to = cluster.nodes.find((n) => n.id === act.send)!
    const m = cluster.send(node, to, act.type ?? TYPE.storeRead, node.index, act.name, 0)
    const w = m * WORDS
    cluster.queue.words[w + W.key] = act.name
    for (const word of [W.value, W.a, W.c]) cluster.queue.words[w + word] = act.name * 2
    for (const float of PAYLOAD_FLOATS) cluster.queue.floats[m * FLOATS + float] = act.name * 2
  } else if ('timer' in act) cluster.setTimer(node, act.inUs, KINDS.timer, node.index, 0, 0, act.timer)
  else if ('timeout' in act)
    cluster.startTimeout(node, cluster.timeoutLane(act.inUs), act.inUs, KINDS.timer, node.index, 0, 0, act.timeout)
  else cluster.sync(node, act.sync, node.index, 0, act.sync)
}

export const constant = (us: number): Distribution => Distribution.of({ kind: 'constant', us })
export interface RecordRow {
  kind: keyof typeof KIND
  atUs: number
  detail: number
  words: number[]
}
const NAME_OF = Object.fromEntries(Object.entries(KIND).map(([name, code]) => [code, name as keyof typeof KIND]))

export class Stage {
  readonly cluster: SimulatedCluster
  readonly records: RecordRow[] = []
  private readonly deliveries: Deliveries

  constructor(seed = 1, roles: Record<string, Role> = { probe }) {
    this.cluster = new SimulatedCluster(seed, roles)
    this.deliveries = new Deliveries((words, count) => {
      for (let i = 0; i < count; i++) {
        const head = words[i * STRIDE]
        const row = [...words.subarray(i * STRIDE + 1, i * STRIDE + 6)]
        this.records.push({ kind: NAME_OF[head & 255], detail: head >>> 8, words: row, atUs: timeOf(words, i) })
      }
    })
    this.cluster.journal.attach(this.deliveries.fold)
  }
  node(
    id: string,
    plan: Act[] = [],
    spec: Partial<NodeSpec> & { replies?: boolean } = {},
    admission: Admission | null = null,
  ): this {
    const config: ProbeConfig = { plan, replies: spec.replies ?? false }
    this.cluster.addNode({ id, group: id, role: 'probe', zone: 'z', config, ...spec }, admission)
    return this
  }
  /** A link each way, `us` µs long. */
  link(a: string, b: string, us: number, spec: Partial<LinkSpec> = {}): this {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      this.cluster.addLink(this.at(from), this.at(to), { latency: sameForAllLegs(constant(us)), ...spec })
    }
    return this
  }
  at(id: string) {
    return this.cluster.nodes.find((n) => n.id === id)!
  }
  linkOf(from: string, to: string) {
    return this.cluster.linkBetween(this.at(from), this.at(to))!
  }
  /** Starts, then lets time pass, with commands at their moments (before what else happens then); at last everything left. */
  play(commands: Record<number, Command | Command[]> = {}): this {
    this.cluster.start()
    for (const [atUs, some] of Object.entries(commands)) {
      this.runBefore(Number(atUs))
      for (const command of [some].flat()) this.cluster.apply(command)
    }
    return this.drain()
  }
  /** Runs everything before this moment. */
  runBefore(atUs: number): this {
    while (this.cluster.queue.peekTime() < atUs) this.cluster.step()
    this.cluster.queue.advanceTo(atUs)
    return this
  }
  drain(): this {
    while (this.cluster.step());
    this.cluster.journal.flush()
    this.deliveries.end(this.cluster.nowUs)
    return this
  }
  log(id: string): string[] {
    return (this.at(id).state as { log: string[] }).log
  }
  kinds(...kinds: (keyof typeof KIND)[]): RecordRow[] {
    return this.records.filter((r) => kinds.includes(r.kind))
  }
  /** As "time kind name", for records of messages and work. */
  story(...kinds: (keyof typeof KIND)[]): string[] {
    return this.kinds(...kinds).map((r) => `${r.atUs} ${r.kind.toLowerCase()} ${r.words[2]}`)
  }
}
