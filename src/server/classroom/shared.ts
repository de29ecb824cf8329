/**
 * The sequencer of a room's shared cluster: stamps proposals, publishes the horizon. Of several servers the one that leads the room does
 * (bus.ts). The horizon that is published never passes what is already stored as reserved, so a server that starts again, or another
 * that takes over, goes on from beyond anything that a browser may have stepped.
 */
import * as v from 'valibot'
import type { Command } from '../../cluster/command'
import { FaultlineError } from '../../kernel'
import type { CheckpointNote } from '../../classroom/checkpoint'
import { readLead } from '../../classroom/documents/lead'
import type { SharedBase, StampedProposal } from '../../classroom/documents/sequence'
import { commandKey, commandsOf, ownership, readSequence } from '../../classroom/documents/sequence'
import { ROOM_LIMITS } from '../../classroom/limits'
import type { HostAct, ToServer } from '../../classroom/messages'
import { readToServer } from '../../classroom/messages'
import { mayPropose } from '../../classroom/proposals'
import type { RoomClock } from '../../classroom/sequencer'
import { clockAt, stamp, startClock, withPace } from '../../classroom/sequencer'
import type { Fingerprint } from '../../scenarios/run'
import type { Answer, Asked, Bus } from './bus'
import { Bucket } from './buckets'
import type { Page } from './page'
import { report } from './trouble'

/** How far ahead the horizon is reserved, and when it is reserved anew: seconds of the room's time. */
const RESERVED_S = 10
const RESERVE_AGAIN_S = 5

/** One owner cannot use up all commands that a cluster may have. */
const COMMANDS = { perSecond: 0.5, burst: 40 }
const KEPT_FOR_HOSTS = 500

export class SharedCluster {
  private readonly paces = new Map<string, Bucket>()
  private base: SharedBase | null = null
  private clock: RoomClock | null = null
  private commands = 0
  private leading = false
  /** What is stored as reserved, and where a command lands that is being committed: the horizon stays before both. */
  private reservedUs = 0
  private landingUs = Infinity
  private reserving: Promise<void> | null = null
  /** One proposal after another, in the order they came. */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly room: string,
    private readonly page: Page,
    private readonly lead: Page,
    private readonly bus: Bus,
    private readonly stored: () => Promise<void>,
    private readonly now: () => number,
  ) {}

  /** Five times a second. `print`: what most browsers agree on. */
  async beat(print: () => Fingerprint | null): Promise<void> {
    if ((this.page.value('base') ?? null) === null || !(await this.bus.leads(this.room))) {
      this.leading = false
      return
    }
    if (!this.leading) await this.takeOver()
    const { base } = this
    if (!base || !this.clock) return
    const running = this.clock.running && !this.isFrozen()
    this.clock = { ...clockAt({ ...this.clock, running }, this.now()), running: this.clock.running }
    const leftUs = base.horizonUs - this.clock.horizonUs
    if (running && leftUs < RESERVE_AGAIN_S * 1e6 * this.clock.pace) this.reserve().catch(report)
    const horizonUs = Math.min(this.clock.horizonUs, this.reservedUs, this.landingUs - 1)
    this.page.say({
      say: 'horizon',
      base: base.id,
      horizonUs,
      commands: this.commands,
      running,
      print: print(),
    })
  }
  /** Nothing moves while the teacher has stopped every clock. */
  private isFrozen(): boolean {
    return this.lead.value('frozen') === true
  }

  /** From what is stored, beyond whatever may have been published. */
  private async takeOver(): Promise<void> {
    const sequence = readSequence(this.page.entries())
    this.base = sequence.base
    if (!sequence.base) return
    const { id, endUs, pace, running, horizonUs } = sequence.base
    const lines = await this.bus.committed(this.room)
    const committed = lines.map((line) => JSON.parse(line) as StampedProposal)
    await this.page.write(Object.fromEntries(committed.map((one, i) => [commandKey(id, i + 1), one])))
    const all = committed.length > 0 ? committed : commandsOf(sequence)
    this.commands = all.length
    this.reservedUs = horizonUs
    this.clock = {
      ...startClock(endUs, pace, this.now()),
      running,
      horizonUs,
      lastUs: all.at(-1)?.atUs ?? 0,
    }
    this.leading = true
  }
  private reserve(): Promise<void> {
    this.reserving ??= this.reserveNow().finally(() => (this.reserving = null))
    return this.reserving
  }
  private async reserveNow(): Promise<void> {
    const { clock, base } = this
    if (!clock || !base) return
    const horizonUs = Math.min(clock.endUs, Math.ceil(clock.horizonUs + RESERVED_S * 1e6 * clock.pace))
    await this.writeBase({ ...base, running: clock.running, pace: clock.pace, horizonUs })
  }
  private async writeBase(base: SharedBase): Promise<void> {
    this.base = base
    await this.page.write({ base })
    await this.stored()
    this.reservedUs = base.horizonUs
  }

  /** At the leader. null: this is not it. */
  answer(asked: Asked): Promise<Answer | null> {
    const answer = this.turn.then(() => this.answerInTurn(asked))
    this.turn = answer.catch(() => null)
    return answer
  }
  private async answerInTurn({ by, isHost, line }: Asked): Promise<Answer | null> {
    if (!(await this.bus.leads(this.room))) return null
    if (!this.leading) await this.takeOver()
    let message: ToServer
    try {
      message = readToServer(line)
    } catch (error) {
      if (error instanceof FaultlineError) return { done: false, code: 'room.badRequest' }
      throw error
    }
    if (message.say === 'propose') return this.propose(by, isHost, message.command)
    return message.say === 'act' && isHost ? this.act(message.act) : { done: false, code: 'room.badRequest' }
  }

  private async propose(by: string, isHost: boolean, command: Command): Promise<Answer> {
    const { base, clock } = this
    if (!base || !clock) return { done: false, code: 'room.noCluster' }
    if (!isHost) {
      const lead = readLead(this.lead.entries())
      if (lead.frozen || lead.locks?.faults) return { done: false, code: 'room.locked' }
      const owner = v.safeParse(ownership, this.page.value(`owner/${by}`))
      if (!owner.success || !mayPropose(command, owner.output)) return { done: false, code: 'room.notOwner' }
    }
    if (!isHost && !this.mayNow(by)) return { done: false, code: 'room.tooFast' }
    const most = ROOM_LIMITS.sharedCommands - (isHost ? 0 : KEPT_FOR_HOSTS)
    if (this.commands >= most) return { done: false, code: 'room.sequenceFull' }
    const stamped = stamp(clock, this.now())
    if (!stamped) return { done: false, code: 'room.sequenceFull' }
    const proposal: StampedProposal = { atUs: stamped.atUs, command, by }
    this.landingUs = stamped.atUs
    try {
      if (!(await this.bus.commit(this.room, JSON.stringify(proposal)))) return { done: false, code: 'room.noCluster' }
      // The clock went on meanwhile.
      this.clock = { ...this.clock!, lastUs: stamped.atUs }
      await this.page.write({ [commandKey(base.id, this.commands + 1)]: proposal })
      this.commands++
      await this.stored()
    } finally {
      this.landingUs = Infinity
    }
    return { done: true }
  }

  /** What there is instead of it: another cluster, or one whose browsers never came so far; or a checkpoint that is no older. */
  checkpointBefore({ base, print }: CheckpointNote): 'otherRun' | 'newer' | null {
    const { base: now, checkpoint } = readSequence(this.page.entries())
    if (base !== now?.id || print.atUs > now.horizonUs) return 'otherRun'
    return checkpoint?.base === base && checkpoint.print.atUs >= print.atUs ? 'newer' : null
  }
  async tookCheckpoint(note: CheckpointNote): Promise<void> {
    if (this.checkpointBefore(note) === null) await this.page.write({ checkpoint: note })
  }

  private mayNow(learner: string): boolean {
    const bucket = this.paces.get(learner) ?? new Bucket(COMMANDS.perSecond, COMMANDS.burst, this.now())
    this.paces.set(learner, bucket)
    return bucket.take(1, this.now())
  }

  private async act(act: HostAct): Promise<Answer> {
    if (act.do === 'share') {
      if (!(await this.bus.restart(this.room))) return { done: false, code: 'room.noCluster' }
      const id = `b${this.now().toString(36)}`
      const former = Object.keys(this.page.entries()).filter((key) => key.startsWith('command/'))
      this.clock = startClock(act.endUs, act.pace, this.now())
      this.commands = 0
      this.leading = true
      await this.page.write({ ...Object.fromEntries(former.map((key) => [key, undefined])), checkpoint: null })
      await this.writeBase({ id, link: act.link, pace: act.pace, running: false, horizonUs: 0, endUs: act.endUs })
      return { done: true }
    }
    if (act.do === 'own') {
      await this.page.write(Object.fromEntries(act.learners.map((one) => [`owner/${one}`, act.ownership])))
      await this.stored()
      return { done: true }
    }
    if (!this.base || !this.clock) return { done: false, code: 'room.noCluster' }
    if (act.do === 'unshare') {
      this.base = this.clock = null
      await this.page.write({ base: null, checkpoint: null })
      await this.stored()
      return { done: true }
    }
    if (act.do !== 'run' && act.do !== 'pace') return { done: false, code: 'room.badRequest' }
    const change = act.do === 'run' ? { running: act.running } : { pace: act.pace }
    this.clock = withPace(this.clock, this.now(), change)
    await this.reserveNow()
    return { done: true }
  }
}
