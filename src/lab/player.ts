/**
 * One run being stepped: a world, what is observed of it, and the track it plays. Commands land exactly where they were
 * stamped: after so many events, with the clock at their time. A stamp from outside that no event count fits lands at its
 * time and is corrected to where it landed, so that what is saved again is exact.
 */
import type { Command, StampedCommand } from '../cluster/command'
import type { PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'
import { assert } from '../kernel'
import { objectivesByIndex } from '../scenarios/objectives'
import type { Scenario } from '../scenarios/scenario'
import { tenantEndsOf } from '../scenarios/tenants'
import { World } from '../scenarios/world'
import { Observation, SeriesStore } from '../telemetry'
import type { TelemetryShape } from '../telemetry'
import type { Checkpoints, Moment } from './checkpoints'
import type { Job } from './job'
import type { Fingerprint } from './protocol'
import type { Position, Track } from './track'
import { liesOn } from './track'
import { Watch } from './watch'

/** Events between two looks at the clock of whoever drives a job: some two milliseconds of work. */
export const QUANTUM_EVENTS = 2_000

export class Player {
  world: World
  observation: Observation
  track: Track
  private watch: Watch
  private history: StampedCommand[] = []
  readonly shape: TelemetryShape

  /** Stands at time 0 of a track without commands. `operationsKept`: rows of what clients saw, for tracks that it gives a store. */
  constructor(
    readonly scenario: Scenario,
    readonly seed: number,
    readonly checkpoints: Checkpoints,
    private readonly leavesCheckpoints = true,
    private readonly operationsKept = 0,
    private readonly policies: PolicyLibrary = NO_POLICIES,
  ) {
    this.world = World.build(scenario, seed, policies)
    this.watch = new Watch(this.world, () => this.observation.divergence)
    this.shape = shapeOf(this.world)
    const store = this.newStore()
    this.track = { commands: [], end: { atUs: 0, events: 0, applied: 0 }, store }
    this.observation = new Observation(this.shape, store)
    this.attach()
  }

  get timeUs(): number {
    return this.world.cluster.nowUs
  }
  get events(): number {
    return this.world.cluster.events
  }
  get position(): Position {
    return { atUs: this.timeUs, events: this.events, applied: this.history.length }
  }
  /** Virtual time of the track's next command, or Infinity. */
  get nextCommandUs(): number {
    return this.track.commands[this.history.length]?.atUs ?? Infinity
  }
  /** Nothing of the track lies ahead. */
  atEndOf(track: Track): boolean {
    return this.events >= track.end.events && this.history.length >= track.commands.length
  }

  /** Plays this track from now on, from wherever the way to a moment of it is shortest: call `moveTo` next. */
  adopt(track: Track): void {
    this.track = track
    track.store ??= this.newStore()
    this.observation.store = track.store
  }

  /** Goes to a moment of the track, back or forward, computing what is not yet known. */
  *moveTo(to: Position): Job<void> {
    this.jumpTowards(to)
    yield* this.playTo(to)
  }

  /** Plays on from here to a later moment. */
  *playTo(to: Position): Job<void> {
    while (this.isBefore(to)) {
      this.advance(to.atUs, Math.min(QUANTUM_EVENTS, to.events - this.events), to.applied)
      if (this.world.loop) break
      yield
    }
    this.look()
  }

  /** Stands at the nearest earlier state that is known, or stays where playing on from here is the shorter way. */
  jumpTowards(to: Position): void {
    const here = this.position
    const usable = !isAfter(here, to) && !this.world.loop && liesOn(this.history, here, this.track.commands)
    const checkpoint = this.checkpoints.nearest(this.track.commands, to)
    if (checkpoint && (!usable || checkpoint.at.events > here.events)) this.standAt(checkpoint)
    else if (!usable) this.restart()
  }

  /** Stands at the latest known state not after `to` that fits, else at time 0. `mark`: one more that is known. */
  standBefore(to: Position, fits: (checkpoint: Moment) => boolean, mark?: Moment): void {
    const { commands } = this.track
    const checkpoint = this.checkpoints.nearest(commands, to, fits)
    if (
      mark &&
      mark.at.events > (checkpoint?.at.events ?? -1) &&
      !isAfter(mark.at, to) &&
      liesOn(mark.history, mark.at, commands)
    ) {
      this.standAt(mark)
    } else if (checkpoint) this.standAt(checkpoint)
    else this.restart()
  }

  /** Runs at most `maxEvents` events with time ≤ untilUs, commands included; answers how many it ran. */
  advance(untilUs: number, maxEvents: number, maxApplied = Infinity): number {
    const from = this.events
    for (;;) {
      const next = this.history.length < maxApplied ? this.track.commands[this.history.length] : undefined
      const due = next !== undefined && next.atUs <= untilUs
      const left = maxEvents - (this.events - from)
      let limit = Math.min(left, this.toNextCheckpoint())
      if (due) limit = Math.min(limit, Math.max(0, next.afterEvents - this.events))
      const toUs = due ? next.atUs : untilUs
      const ran = this.run(Math.min(toUs, this.watch.nextUs), limit)
      if (this.world.loop) break
      this.checkpointIfDue()
      if (this.timeUs === this.watch.nextUs && this.world.cluster.queue.peekTime() > this.timeUs) {
        this.watch.look(this.track.store)
        continue
      }
      if (due && (this.events >= next.afterEvents || ran < limit)) this.land(next)
      else if (ran < limit || this.events - from >= maxEvents) break
    }
    this.noteEnd()
    return this.events - from
  }

  /**
   * Does something new here, as the newest command of `track`, which it then plays on: its commands must be those applied
   * so far. Throws a FaultlineError where the command names nothing; nothing has changed then.
   */
  act(command: Command, track: () => Track): StampedCommand {
    const stamped = { atUs: this.timeUs, afterEvents: this.events, command }
    this.world.refuse(command)
    this.world.apply(command)
    this.history.push(stamped)
    const onto = track()
    onto.commands.push(stamped)
    onto.end = this.position
    this.adopt(onto)
    return stamped
  }

  /** The commands that have landed so far. */
  applied(): StampedCommand[] {
    return this.history.slice()
  }

  /** Brings the observation up to the present. */
  look(): void {
    this.world.cluster.journal.flush()
    this.observation.advance(this.timeUs)
    this.observation.publish()
  }

  fingerprint(): Fingerprint {
    return { hex: this.world.cluster.journal.fingerprint(), atUs: this.timeUs, events: this.events }
  }

  /** Keeps this moment for every player of the session. */
  checkpoint(): void {
    if (!this.checkpoints.has(this.history, this.position)) this.checkpoints.add(this.moment())
  }
  /** This moment, to come back to with `standBefore`. */
  moment(): Moment {
    this.world.cluster.journal.flush()
    const observation = this.observation.clone()
    observation.store = NO_STORE
    return {
      at: this.position,
      history: this.history.slice(),
      world: this.world.save(),
      watch: this.watch.save(),
      observation,
    }
  }

  /** Stands at a moment of its track that was computed elsewhere, and keeps it. What is none throws, and nothing has changed. */
  take(moment: Moment): void {
    const here = this.moment()
    try {
      this.standAt(moment)
      assert(this.timeUs === moment.at.atUs && this.events === moment.at.events, 'a moment stands where it says')
      this.look()
    } catch (error) {
      this.restart()
      this.standAt(here)
      throw error
    }
    this.checkpoints.add(moment)
    this.noteEnd()
  }

  /** As World.run, but the clock moves on to `untilUs` also where the last allowed event was the last one before it. */
  private run(untilUs: number, maxEvents: number): number {
    const ran = this.world.run(untilUs, maxEvents)
    const { queue } = this.world.cluster
    if (ran === maxEvents && untilUs !== Infinity && untilUs > queue.nowUs && queue.peekTime() >= untilUs) {
      queue.advanceTo(untilUs)
    }
    return ran
  }

  private isBefore(to: Position): boolean {
    const next = this.history.length < to.applied ? this.track.commands[this.history.length] : undefined
    if (next && next.atUs <= to.atUs) return true
    const dueUs = this.world.cluster.queue.peekTime()
    if (this.events >= to.events) return this.timeUs < to.atUs && dueUs >= to.atUs
    return this.timeUs < to.atUs || dueUs <= to.atUs
  }

  private land(next: StampedCommand): void {
    next.atUs = this.timeUs
    next.afterEvents = this.events
    this.world.apply(next.command)
    this.history.push(next)
  }

  private toNextCheckpoint(): number {
    const interval = this.checkpoints.intervalEvents
    return interval - (this.events % interval)
  }
  private checkpointIfDue(): void {
    if (!this.leavesCheckpoints) return
    if (this.events > 0 && this.events % this.checkpoints.intervalEvents === 0) this.checkpoint()
  }

  private newStore(): SeriesStore {
    return new SeriesStore(this.shape.journeys, this.operationsKept)
  }

  private noteEnd(): void {
    const { end } = this.track
    const here = this.position
    if (here.applied < end.applied || here.events < end.events) return
    if (here.events > end.events || here.applied > end.applied || here.atUs > end.atUs) this.track.end = here
  }

  private standAt(checkpoint: Moment): void {
    this.world.load(checkpoint.world)
    this.watch.load(checkpoint.watch)
    this.observation = checkpoint.observation.clone()
    this.observation.store = this.track.store ?? NO_STORE
    this.history = checkpoint.history.slice()
  }
  private restart(): void {
    this.world = World.build(this.scenario, this.seed, this.policies)
    this.watch = new Watch(this.world, () => this.observation.divergence)
    this.observation = new Observation(this.shape, this.track.store ?? NO_STORE)
    this.history = []
    this.attach()
  }
  private attach(): void {
    this.world.cluster.journal.attach((words, records) => this.observation.fold(words, records))
  }
}

/** Where observations that stand in a checkpoint would write their buckets, if they were ever folded into. */
export const NO_STORE = new SeriesStore(0)

function isAfter(a: Position, b: Position): boolean {
  return a.atUs > b.atUs || a.events > b.events || a.applied > b.applied
}

export function shapeOf(world: World): TelemetryShape {
  return {
    classes: world.classes.map(({ journey, kind }) => ({ journey, kind })),
    journeys: world.journeys.length,
    shardOf: world.cluster.nodes.map((node) => node.shard),
    workers: world.cluster.nodes.map((node) => node.workers),
    links: world.cluster.links.length,
    objectives: objectivesByIndex(world.scenario),
    tenants: tenantEndsOf(world.scenario),
  }
}
