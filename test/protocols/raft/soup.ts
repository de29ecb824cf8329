/**
 * Raft members in a soup of messages: everything that can happen is drawn from one seed (delays, loss, duplication, reordering,
 * crashes that lose what was not on disk, lost disks, partitions one-way and two-way, clocks that drift, membership changes,
 * handing over), every step is judged, and in the end everything is healed and a leader and progress are awaited.
 */
import { Draws, EventQueue } from '../../../src/kernel'
import type { Bug, Effect, Input, Message, RaftState, Settings } from '../../../src/protocols/raft'
import { SETTINGS, membershipOf, newMember, recovered, step } from '../../../src/protocols/raft'
import type { Violation } from '../../../src/protocols/raft/invariants'
import { judgeRead, lookAt, newMemory } from '../../../src/protocols/raft/invariants'

const EVENT = { message: 1, wake: 2, persisted: 3, chaos: 4, client: 5, rejoin: 6, restart: 7 } as const
const CHAOS_US = 3_000_000
const HEALING_US = 8_000_000
const GENERATION = 16
/** Chaos that suits a bug: what the others can do to it only hides it. */
export interface SoupOptions {
  bug?: Bug
}

interface Machine {
  s: RaftState
  isUp: boolean
  life: number // wakes and writes of an earlier life are void
  generation: number
  ppm: number
  sinceUs: number
  clockUs: number
  applied: string[] // of the state machine, by index
  wakeUs: number
}

export interface SoupReport {
  violation: Violation | null
  /** What did not come about after healing. */
  stuck: string | null
  commits: number
  elections: number
  reads: number
  changes: number
  steps: number
}

export class Soup {
  private readonly queue = new EventQueue()
  private readonly draws: Draws
  private drawn = 0
  private readonly machines: Machine[]
  private readonly settings: Settings
  private readonly cut = new Set<string>()
  private readonly memory = newMemory()
  private readonly floors = new Map<number, number>()
  private readonly loss: number
  private readonly duplication: number
  private readonly slowest: number
  private readonly pace: number
  private readonly leaderBias: number
  private readonly strike: number // whoever has just been elected, or has just committed, is struck with this probability
  private readonly diskUs: number
  private commands = 0
  private isHealed = false
  readonly report: SoupReport = {
    violation: null,
    stuck: null,
    commits: 0,
    elections: 0,
    reads: 0,
    changes: 0,
    steps: 0,
  }

  constructor(seed: number, { bug }: SoupOptions = {}) {
    this.draws = new Draws(seed)
    const n = [3, 3, 5, 4, 2, 1][this.int(bug ? 3 : 6)]
    const checkQuorum = this.chance(0.7)
    this.settings = {
      ...SETTINGS,
      preVote: this.chance(0.5),
      checkQuorum,
      reads: checkQuorum && this.chance(0.5) ? 'lease' : 'readIndex',
      driftPpm: 20_000,
      entriesMax: [1, 3, 64][this.int(3)],
      windowMax: [1, 8, 256][this.int(3)],
      bugs: bug ? { [bug]: true } : {},
    }
    this.loss = this.chance(0.5) ? this.unit() * 0.2 : 0
    this.duplication = this.chance(0.5) ? this.unit() * 0.2 : 0
    this.strike = [0, 0.3, 0.8][this.int(3)]
    this.leaderBias = this.unit()
    this.pace = [5_000, 15_000, 30_000][this.int(3)]
    this.slowest = [2_000, 20_000, 120_000][this.int(3)]
    this.diskUs = [0, 2_000, 30_000][this.int(3)]
    const membership = membershipOf(Array.from({ length: n }, (_, i) => i))
    this.machines = membership.voters.map((id) => ({
      s: newMember(id, membership),
      isUp: true,
      life: 0,
      generation: 0,
      ppm: this.int(20_001) - 10_000,
      sinceUs: 0,
      clockUs: this.int(1_000_000),
      applied: [],
      wakeUs: Infinity,
    }))
    this.machines.forEach((_, i) => this.do(i, { kind: 'start' }))
    for (const kind of [EVENT.chaos, EVENT.client, EVENT.rejoin]) this.later(1_000, kind, 0, 0)
  }

  run(): SoupReport {
    this.runUntil(CHAOS_US)
    if (this.report.violation) return this.report
    this.heal()
    for (let untilUs = this.queue.nowUs; untilUs < CHAOS_US + HEALING_US; untilUs += 250_000) {
      this.runUntil(untilUs)
      this.report.stuck = this.whatIsMissing()
      if (this.report.violation || this.report.stuck === null) break
    }
    return this.report
  }

  private runUntil(untilUs: number): void {
    for (let slot = this.queue.next(untilUs); slot >= 0; slot = this.queue.next(untilUs)) {
      const at = slot * 16
      const [kind, machine, life] = this.queue.words.subarray(at, at + 3)
      const body = this.queue.bodies[slot] as Message
      this.queue.release(slot)
      this.handle(kind, machine, life, body)
      if (this.report.violation) return
    }
    this.queue.advanceTo(untilUs)
  }
  private handle(kind: number, at: number, life: number, message: Message): void {
    const machine = this.machines[at]
    if (kind === EVENT.chaos) this.chaos()
    else if (kind === EVENT.client) this.client()
    else if (kind === EVENT.rejoin) this.rejoin()
    else if (kind === EVENT.restart) this.restart(at)
    else if (kind === EVENT.message) {
      const isCut = this.cut.has(`${message.from % GENERATION} ${at}`)
      if (machine.isUp && machine.s.id === message.to && !isCut) this.do(at, { kind: 'message', message })
    } else if (machine.isUp && machine.life === life) {
      if (kind === EVENT.wake) machine.wakeUs = Infinity
      this.do(at, { kind: kind === EVENT.wake ? 'wake' : 'persisted' })
    }
  }

  /* ---- one step of one member ---- */

  private do(at: number, input: Input): void {
    const machine = this.machines[at]
    const wasLeader = machine.s.role === 'leader'
    const had = machine.s.commit
    const around = {
      nowUs: this.clockOf(machine),
      electionTimeoutUs: (term: number, round: number, [min, max]: readonly [number, number]) =>
        Math.floor(min + this.draws.at(machine.s.id, 1, term, round).unit() * (max - min)),
    }
    const effects = step(machine.s, this.settings, around, input)
    this.report.steps++
    const isElected = !wasLeader && machine.s.role === 'leader'
    if (isElected) this.report.elections++
    this.note(lookAt(this.memory, machine.s))
    for (const effect of effects) this.carryOut(at, machine, effect)
    this.report.commits = this.memory.commit
    if ((isElected || (wasLeader && machine.s.commit > had)) && !this.isHealed && this.chance(this.strike)) {
      if (isElected || this.chance(0.5)) this.isolate(at)
      else this.crash(at, false)
    }
    if (!machine.isUp) return
    const { log, applied, dueUs } = machine.s
    if (applied - log.snapshot.index > 12)
      this.do(at, { kind: 'compact', data: Object.freeze(machine.applied.slice()), bytes: 100 })
    const wakeUs = this.queue.nowUs + Math.max(0, Math.ceil((dueUs - around.nowUs) / (1 + machine.ppm / 1e6)))
    if (wakeUs >= machine.wakeUs) return
    machine.wakeUs = wakeUs
    this.later(wakeUs - this.queue.nowUs, EVENT.wake, at, machine.life)
  }
  private carryOut(at: number, machine: Machine, effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        this.transmit(effect.message)
        break
      case 'persist':
        this.later(this.int(this.diskUs + 1), EVENT.persisted, at, machine.life)
        break
      case 'apply':
        machine.applied[effect.index] = `${effect.entry.term}/${effect.entry.kind}`
        break
      case 'restore':
        machine.applied = (effect.snapshot.data as string[]).slice()
        break
      case 'readReady':
        this.report.reads++
        this.note(judgeRead(machine.s, this.floors.get(effect.id) as number))
    }
  }
  private note(violation: Violation | null): void {
    this.report.violation ??= violation
  }
  private transmit(message: Message): void {
    const copies = this.chance(this.isHealed ? 0 : this.loss) ? 0 : this.chance(this.duplication) ? 2 : 1
    for (let i = 0; i < copies; i++) {
      const delayUs = 200 + this.int(this.isHealed ? 2_000 : this.slowest)
      this.later(delayUs, EVENT.message, message.to % GENERATION, 0, message)
    }
  }

  /* ---- what happens to them ---- */

  private client(): void {
    this.later(4_000 + this.int(30_000), EVENT.client, 0, 0)
    const at = this.int(this.machines.length)
    if (!this.machines[at].isUp) return
    if (this.chance(0.5)) {
      this.do(at, { kind: 'command', command: ++this.commands, bytes: 10 })
      return
    }
    const id = this.floors.size
    this.floors.set(id, this.memory.commit)
    this.do(at, { kind: 'read', id })
  }

  private chaos(): void {
    if (this.isHealed) return
    this.later(this.pace + this.int(10 * this.pace), EVENT.chaos, 0, 0)
    const leader = this.leader()
    const at = leader && this.chance(this.leaderBias) ? leader.id % GENERATION : this.int(this.machines.length)
    const machine = this.machines[at]
    const other = this.int(this.machines.length)
    const what = this.int(12)
    if (what < 4) this.crash(at, false)
    else if (what === 4 && this.mayLoseDisk()) this.crash(at, true)
    else if (what === 5) this.cut.add(`${at} ${other}`)
    else if (what === 6) this.isolate(at)
    else if (what === 7) this.part()
    else if (what === 8) this.cut.clear()
    else if (what === 9) this.drift(machine)
    else if (what === 10) this.change(at)
    else if (machine.isUp) this.do(at, { kind: 'transfer', to: this.machines[other].s.id })
  }
  private crash(at: number, losesDisk: boolean): void {
    const machine = this.machines[at]
    if (!machine.isUp) return
    machine.isUp = false
    machine.life++
    machine.wakeUs = Infinity
    if (losesDisk) {
      machine.generation++
      machine.s = newMember(at + GENERATION * machine.generation, membershipOf([]))
    } else machine.s = recovered(machine.s)
    machine.applied = ((machine.s.log.snapshot.data ?? []) as string[]).slice()
    this.later(this.int(20 * this.pace), EVENT.restart, at, 0)
  }
  private restart(at: number): void {
    const machine = this.machines[at]
    if (machine.isUp) return
    machine.isUp = true
    this.do(at, { kind: 'start' })
  }
  /** A majority that lost its disks has lost the group: the next only goes when the last is a member again. */
  private mayLoseDisk(): boolean {
    const leader = this.leader()
    const everybody = this.machines.every((m) => leader?.membership.voters.includes(m.s.id))
    const isSettled = leader?.membership.outgoing.length === 0 && leader.membershipIndex <= leader.commit
    return this.machines.length >= 3 && everybody && isSettled
  }
  private isolate(at: number): void {
    for (let other = 0; other < this.machines.length; other++) {
      this.cut.add(`${at} ${other}`)
      if (this.chance(0.7)) this.cut.add(`${other} ${at}`)
    }
  }
  private part(): void {
    const sides = this.machines.map(() => this.chance(0.5))
    sides.forEach((side, a) => sides.forEach((far, b) => (side === far ? 0 : this.cut.add(`${a} ${b}`))))
  }
  private drift(machine: Machine): void {
    machine.clockUs = this.clockOf(machine)
    machine.sinceUs = this.queue.nowUs
    machine.ppm = this.int(40_001) - 20_000
  }
  private clockOf(machine: Machine): number {
    return machine.clockUs + Math.floor((this.queue.nowUs - machine.sinceUs) * (1 + machine.ppm / 1e6))
  }
  private change(at: number): void {
    const machine = this.machines[at]
    if (!machine.isUp || machine.s.role !== 'leader') return
    const voters = this.machines.map((m) => m.s.id).filter(() => this.chance(0.7))
    this.report.changes++
    this.do(at, { kind: 'change', voters })
  }
  private leader(): RaftState | null {
    const leading = this.machines.filter((m) => m.isUp && m.s.role === 'leader').map((m) => m.s)
    return leading.sort((a, b) => b.term - a.term)[0] ?? null
  }
  /** New members ask the leader to be taken in, in the place of who they were. */
  private rejoin(): void {
    this.later(100_000, EVENT.rejoin, 0, 0)
    const leader = this.leader()
    const newcomer = this.machines.find((m) => m.isUp && !leader?.membership.voters.includes(m.s.id))
    if (!leader || !newcomer || (newcomer.generation === 0 && !this.isHealed)) return
    const place = newcomer.s.id % GENERATION
    const voters = leader.membership.voters.filter((id) => id % GENERATION !== place)
    this.do(leader.id % GENERATION, { kind: 'change', voters: [...voters, newcomer.s.id] })
  }

  /* ---- the end ---- */

  private heal(): void {
    this.isHealed = true
    this.cut.clear()
    this.machines.forEach((_, at) => this.restart(at))
    this.commitsWhenHealed = this.memory.commit
  }
  private commitsWhenHealed = 0
  /** A leader, something new committed, and everybody a member who has applied what the leader has. */
  private whatIsMissing(): string | null {
    const leader = this.leader()
    if (!leader) return 'a leader'
    if (this.memory.commit <= this.commitsWhenHealed + 3) return 'progress'
    const away = this.machines.find((m) => !leader.membership.voters.includes(m.s.id))
    if (away) return `${away.s.id} as a member`
    const behind = this.machines.find((m) => m.s.applied < leader.commit - 10)
    if (behind) return `what ${behind.s.id} has not applied`
    const upTo = Math.min(...this.machines.map((m) => m.s.applied))
    const differs = this.machines.find((m) => m.applied.some((x, i) => i <= upTo && x !== this.machines[0].applied[i]))
    return differs ? `agreement of ${differs.s.id}` : null
  }

  /* ---- chance ---- */

  private later(us: number, kind: number, at: number, life: number, body?: Message): void {
    const slot = this.queue.alloc()
    this.queue.words[slot * 16] = kind
    this.queue.words[slot * 16 + 1] = at
    this.queue.words[slot * 16 + 2] = life
    if (body) this.queue.bodies[slot] = body
    this.queue.schedule(slot, this.queue.nowUs + us)
  }
  private unit(): number {
    return this.draws.at(0, 2, ++this.drawn, 0).unit()
  }
  private int(below: number): number {
    return Math.floor(this.unit() * below)
  }
  private chance(probability: number): boolean {
    return this.unit() < probability
  }
}
