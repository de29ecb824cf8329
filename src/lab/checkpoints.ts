/**
 * Checkpoints of all tracks of a session in one pool: world and observation, every so many events. A checkpoint serves every
 * run with the same commands so far, so a fork, an undo and a shadow find those of their common past without being told.
 * When the pool outgrows its budget, those off the active run go first, every second one; then the interval doubles.
 */
import { approximateBytes } from '../kernel'
import type { StampedCommand } from '../cluster/command'
import type { WorldState } from '../scenarios/world'
import type { Observation } from '../telemetry'
import { liesOn } from './track'
import type { Position } from './track'
import type { WatchState } from './watch'

export const FIRST_INTERVAL_EVENTS = 32_000
export const CHECKPOINT_BUDGET_BYTES = 128 * 1024 * 1024

const MEASURE_EVERY = 8

/** A state of a run, whole: what a player needs to play on from there. */
export interface Moment {
  at: Position
  history: readonly StampedCommand[]
  world: WorldState
  watch: WatchState
  /** Never folded into; a player plays on from a clone. */
  observation: Observation
}
export interface Checkpoint extends Moment {
  bytes: number
}

export class Checkpoints {
  intervalEvents = FIRST_INTERVAL_EVENTS
  bytes = 0
  /** The run being played, for whose sake the pool is thinned. */
  active: readonly StampedCommand[] = []
  private kept: Checkpoint[] = [] // oldest position first
  /** Of one world, as last measured. */
  worldBytes = 0
  private sinceMeasured = 0

  constructor(private readonly budgetBytes = CHECKPOINT_BUDGET_BYTES) {}

  get count(): number {
    return this.kept.length
  }

  /** The latest checkpoint on the run of `commands` that is not after `to`, and fits. */
  nearest(
    commands: readonly StampedCommand[],
    to: Position,
    fits: (checkpoint: Moment) => boolean = () => true,
  ): Checkpoint | null {
    for (let i = this.kept.length - 1; i >= 0; i--) {
      const { at, history } = this.kept[i]
      if (at.atUs > to.atUs || at.events > to.events || at.applied > to.applied) continue
      if (liesOn(history, at, commands) && fits(this.kept[i])) return this.kept[i]
    }
    return null
  }

  /** Whether the run of these commands already has one exactly there. */
  has(history: readonly StampedCommand[], at: Position): boolean {
    return this.kept.some(
      (c) => c.at.events === at.events && c.at.applied === at.applied && liesOn(c.history, at, history),
    )
  }

  /** Takes a checkpoint over, and thins out the pool if it has grown too large. */
  add(checkpoint: Moment): void {
    const bytes = this.measure(checkpoint.world, checkpoint.watch) + checkpoint.observation.bytes
    let i = this.kept.length
    while (i > 0 && this.kept[i - 1].at.events > checkpoint.at.events) i--
    this.kept.splice(i, 0, { ...checkpoint, bytes })
    this.bytes += bytes
    this.shrinkTo(this.budgetBytes)
  }

  /** Thins out until what is kept fits. */
  shrinkTo(bytes: number): void {
    while (this.bytes > bytes && this.kept.length > 1) this.thin()
  }

  /** Measuring takes longer than saving, and worlds grow slowly: the figure of the last one stands for the next few. */
  private measure(world: WorldState, watch: WatchState): number {
    if (this.worldBytes === 0 || ++this.sinceMeasured >= MEASURE_EVERY) {
      this.worldBytes = approximateBytes(world) + approximateBytes(watch)
      this.sinceMeasured = 0
    }
    return this.worldBytes
  }

  /** Forgets what no run of these will use again. */
  retain(runs: (readonly StampedCommand[])[]): void {
    this.keep((c) => runs.some((commands) => liesOn(c.history, c.at, commands)))
  }

  private thin(): void {
    const aside = this.kept.filter((c) => !liesOn(c.history, c.at, this.active))
    let odd = false
    if (aside.length > 0) {
      const gone = new Set(aside.length === 1 ? aside : aside.filter(() => (odd = !odd)))
      this.keep((c) => !gone.has(c))
      return
    }
    this.intervalEvents *= 2
    this.keep(() => (odd = !odd))
  }

  private keep(wanted: (checkpoint: Checkpoint) => boolean): void {
    this.kept = this.kept.filter((checkpoint) => {
      if (wanted(checkpoint)) return true
      this.bytes -= checkpoint.bytes
      return false
    })
  }
}
