/** SWIM on our own cluster: who is found dead, how soon, what a false suspicion comes to, and partitions that heal. */
import { describe, expect, it } from 'vitest'
import { KIND, STATE_CODES, STRIDE, SimulatedCluster, sameForAllLegs } from '../../../src/cluster'
import { timeOf } from '../../../src/cluster/journal'
import { Distribution } from '../../../src/kernel'
import { askOthers, beginPeriod, hear, newSwim } from '../../../src/protocols/gossip/swim'
import { swimMember } from '../../../src/protocols/gossip/swimNode'
import type { SwimMessage, SwimRules, SwimState } from '../../../src/protocols/gossip/swimState'
import { ALIVE, DEAD, SUSPECT } from '../../../src/protocols/gossip/swimState'

const T = 1_000_000
const RULES: SwimRules = {
  periodUs: T,
  pingTimeoutUs: 200_000,
  indirect: 3,
  suspicionPeriods: 3,
  probe: 'roundRobin',
  retransmissions: 3,
  updatesPerMessage: 6,
}

class Group {
  readonly cluster: SimulatedCluster
  readonly turns: { atUs: number; node: number; member: number; to: number }[] = []

  constructor(n: number, seed = 1, rules = RULES) {
    this.cluster = new SimulatedCluster(seed, { swimMember })
    const members = Array.from({ length: n }, (_, i) => i)
    for (const i of members)
      this.cluster.addNode({ id: `n${i}`, group: 'g', role: 'swimMember', zone: 'z', config: { members, rules } })
    const latency = sameForAllLegs(Distribution.of({ kind: 'constant', us: 1000 }))
    const { nodes } = this.cluster
    for (const a of nodes) for (const b of nodes) if (a !== b) this.cluster.addLink(a, b, { latency })
    this.cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) {
        const at = i * STRIDE
        if (words[at] !== (KIND.STATE | (STATE_CODES.indexOf('member') << 8))) continue
        this.turns.push({ atUs: timeOf(words, i), node: words[at + 1], member: words[at + 2], to: words[at + 4] })
      }
    })
    this.cluster.start()
  }
  run(us: number): this {
    const until = this.cluster.nowUs + us
    while (this.cluster.step(until));
    this.cluster.queue.advanceTo(until)
    this.cluster.journal.flush()
    return this
  }
  /** What each node that is up thinks of each other. */
  views(): string[] {
    return this.cluster.nodes
      .filter((node) => node.up)
      .map((node) => [...(node.state as SwimState).members.values()].map(({ status }) => 'asd'[status]).join(''))
  }
}

describe('a group', () => {
  it('without faults suspects nobody', () => {
    const group = new Group(8).run(60 * T)
    expect(group.turns).toEqual([])
  })
  it('a crashed member is suspected within 2n − 1 periods (4.3), then declared dead, and all hear of it', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const group = new Group(8, seed).run(10 * T)
      group.cluster.apply({ kind: 'kill', target: { node: 'n3' }, loseDisk: false })
      group.run(25 * T)
      const first = group.turns.find(({ member }) => member === 3)
      expect(first?.to).toBe(SUSPECT)
      expect((first?.atUs ?? Infinity) - 10 * T).toBeLessThanOrEqual((2 * 8 - 1 + 1) * T)
      expect(group.views()).toEqual(['aadaaaa', 'aadaaaa', 'aadaaaa', ...new Array<string>(4).fill('aaadaaa')])
      expect(new Set(group.turns.map(({ member }) => member))).toEqual(new Set([3]))
    }
  })
  it('a member that is back says so with a greater incarnation', () => {
    const group = new Group(6).run(5 * T)
    group.cluster.apply({ kind: 'kill', target: { node: 'n0' }, loseDisk: false })
    group.run(25 * T)
    group.cluster.apply({ kind: 'restart', target: { node: 'n0' } })
    group.run(15 * T)
    expect(group.views()).toEqual(new Array<string>(6).fill('aaaaa'))
    expect((group.cluster.nodes[0].state as SwimState).incarnation).toBeGreaterThan(0)
  })
  it('one cut link makes nobody dead: others ping in its stead', () => {
    const group = new Group(6)
    group.cluster.apply({ kind: 'cut', link: { from: { node: 'n0' }, to: { node: 'n1' } } })
    group.run(60 * T)
    expect(group.turns).toEqual([])
  })
  it('the halves of a partition take each other for dead, and find each other again', () => {
    const group = new Group(6).run(5 * T)
    const side = (...ids: string[]) => ids.map((node) => ({ node }))
    group.cluster.apply({ kind: 'partition', groups: [side('n0', 'n1'), side('n2', 'n3', 'n4', 'n5')] })
    group.run(40 * T)
    expect(group.views()).toEqual(['adddd', 'adddd', 'ddaaa', 'ddaaa', 'ddaaa', 'ddaaa'])
    group.cluster.apply({ kind: 'healAll' })
    group.run(20 * T)
    expect(group.views()).toEqual(new Array<string>(6).fill('aaaaa'))
  })
})

describe('the steps', () => {
  const first = (): number => 0
  const message = (kind: SwimMessage['kind'], updates: SwimMessage['updates'] = []): SwimMessage => ({
    kind,
    sequence: 9,
    about: 0,
    updates,
  })
  it('no ack in time: k others are asked to ping, the silent one is not', () => {
    const state = newSwim(0, [1, 2, 3, 4, 5])
    beginPeriod(state, RULES, first)
    const probed = state.probe?.member
    const asked = askOthers(state, RULES, state.probe?.sequence ?? 0, first)
    expect(asked.map((e) => e.kind === 'send' && e.message.kind)).toEqual(['pingReq', 'pingReq', 'pingReq'])
    expect(asked.some((e) => e.kind === 'send' && e.to === probed)).toBe(false)
  })
  it('its own suspicion is refuted by a greater incarnation; an older one is not worth it', () => {
    const state = newSwim(0, [1])
    hear(state, RULES, 1, message('ping', [{ member: 0, status: SUSPECT, incarnation: 0 }]))
    expect(state.incarnation).toBe(1)
    const [ack] = hear(state, RULES, 1, message('ping', [{ member: 0, status: SUSPECT, incarnation: 0 }]))
    expect(state.incarnation).toBe(1)
    expect(ack.kind === 'send' && ack.message.updates).toEqual([{ member: 0, status: ALIVE, incarnation: 1 }])
  })
  it('of one incarnation the worse holds, of two the greater (4.2)', () => {
    const state = newSwim(0, [1, 2])
    const told = (status: number, incarnation: number) => {
      hear(state, RULES, 1, message('ack', [{ member: 2, status, incarnation }]))
      return state.members.get(2)?.status
    }
    expect([told(SUSPECT, 0), told(ALIVE, 0), told(ALIVE, 1), told(DEAD, 0), told(DEAD, 1), told(SUSPECT, 1)]).toEqual([
      SUSPECT,
      SUSPECT,
      ALIVE,
      ALIVE,
      DEAD,
      DEAD,
    ])
    expect(told(ALIVE, 2)).toBe(ALIVE)
  })
  it('news is told λ·log₂ n times and then no more', () => {
    const state = newSwim(0, [1, 2, 3])
    hear(state, RULES, 1, message('ack', [{ member: 3, status: SUSPECT, incarnation: 0 }]))
    let told = 0
    for (let i = 0; i < 50; i++)
      for (const effect of hear(state, RULES, 1, message('ping')))
        if (effect.kind === 'send') told += effect.message.updates.length
    expect(told).toBe(6)
  })
})
