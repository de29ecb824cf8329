/**
 * Where figures of a run are taken: the run while it is played once, from its beginning to its horizon, and what of it may be listened
 * to. What nobody asked for is not done.
 */
import type { Fold } from '../../cluster'
import { FaultlineError } from '../../kernel'
import type { Job } from '../../lab/job'
import type { Player } from '../../lab/player'
import { QUANTUM_EVENTS } from '../../lab/player'
import type { Scenario } from '../../scenarios/scenario'
import type { OperationListener } from '../../telemetry'
import { Consistency } from './consistency'

/** From `fromUs` on and before `toUs`. */
export interface Window {
  fromUs: number
  toUs: number
}
/** As figures say it, in seconds. */
export interface Within {
  fromS?: number
  toS?: number
}
interface Stop {
  atUs: number
  act: () => void
}

export class Bench {
  private readonly stops: Stop[] = []
  private judge: Consistency | null = null

  /** `player`: at the beginning of its run, with its commands. */
  constructor(
    readonly player: Player,
    readonly horizonUs: number,
  ) {}

  get scenario(): Scenario {
    return this.player.scenario
  }

  /** Seconds into a window within the run. */
  window({ fromS, toS }: Within): Window {
    const toUs = toS === undefined ? this.horizonUs : Math.min(this.horizonUs, inUs(toS))
    return { fromUs: Math.min(toUs, inUs(fromS ?? 0)), toUs }
  }

  /** Every operation's invocation and return, those of background workers too. */
  hear(listener: OperationListener): void {
    this.player.observation.listeners.push(listener)
  }
  /** Every record of the journal. Operations of the same chunk have been heard before. */
  fold(fold: Fold): void {
    this.player.world.cluster.journal.attach(fold)
  }
  /** When all before `atUs` has happened and has been observed, and nothing of that moment; at the horizon: also what happened in it. */
  stop(atUs: number, act: () => void): void {
    this.stops.push({ atUs: Math.min(this.horizonUs, Math.max(0, atUs)), act })
  }
  /** The judge of consistency: one for all who ask. */
  get consistency(): Consistency {
    return (this.judge ??= new Consistency(this.scenario))
  }

  /** Plays the run. Throws run.loop. */
  *play(): Job<void> {
    if (this.judge) this.hear(this.judge.begin())
    const { player, horizonUs } = this
    this.stops.sort((a, b) => a.atUs - b.atUs)
    for (const { atUs, act } of this.stops) {
      if (atUs === horizonUs) break
      yield* this.playTo(atUs - 1)
      player.world.cluster.journal.flush()
      player.observation.advance(atUs)
      act()
    }
    yield* this.playTo(horizonUs)
    player.look()
    for (const { atUs, act } of this.stops) if (atUs === horizonUs) act()
  }

  private *playTo(untilUs: number): Job<void> {
    const { player } = this
    while (untilUs >= 0 && player.advance(untilUs, QUANTUM_EVENTS) === QUANTUM_EVENTS && !player.world.loop) yield
    if (player.world.loop) throw new FaultlineError('run.loop', player.world.loop)
  }
}

function inUs(seconds: number): number {
  return Math.round(seconds * 1e6)
}
