/**
 * Plays a trial's seeds over several workers, each seed by whoever is free. A worker that dies is replaced and its seed played once
 * more; a seed that kills two is refused, and the others go on. Knows no worker: the host hires them.
 */
import type { SeedRefused } from './summary'
import type { SeedRun } from './seedRun'
import type { TrialAnswer, TrialRequest } from './serve'
import type { Trial } from './trial'

export interface Hand {
  /** Rejects when the worker dies. */
  ask(request: TrialRequest): Promise<TrialAnswer>
  dismiss(): void
}
export interface CrewHost {
  hire(): Hand
  found(run: SeedRun): void
  refused(seed: SeedRefused): void
  /** A worker died, and its seed is played again. */
  replaced?(seed: number): void
}

export class Crew {
  private readonly hands = new Set<Hand>()
  private readonly waiting: number[]
  private cancelled = false
  /** All seeds are done or refused, or the crew was sent home. */
  readonly done: Promise<void>

  constructor(
    private readonly trial: Trial,
    size: number,
    private readonly host: CrewHost,
  ) {
    this.waiting = [...trial.seeds]
    this.done = Promise.all(Array.from({ length: Math.min(size, trial.seeds.length) }, () => this.lane())).then(
      () => {},
    )
  }

  /** Ends all work at once; nothing more is told. */
  cancel(): void {
    this.cancelled = true
    for (const hand of this.hands) hand.dismiss()
    this.hands.clear()
  }

  private async lane(): Promise<void> {
    let hand = this.hire()
    for (let seed = this.waiting.shift(); seed !== undefined; seed = this.waiting.shift()) {
      let answer = await this.ask(hand, seed)
      if (this.cancelled) return
      if (!answer) {
        hand = this.replace(hand)
        this.host.replaced?.(seed)
        answer = await this.ask(hand, seed)
        if (this.cancelled) return
        if (!answer) hand = this.replace(hand)
      }
      if (answer && 'run' in answer) this.host.found(answer.run)
      else this.host.refused(answer ?? { seed, code: 'trial.crashed', params: {} })
    }
    this.dismiss(hand)
  }
  /** null: the worker is dead. */
  private ask(hand: Hand, seed: number): Promise<TrialAnswer | null> {
    return hand.ask({ trial: this.trial, seed }).catch(() => null)
  }
  private hire(): Hand {
    const hand = this.host.hire()
    this.hands.add(hand)
    return hand
  }
  private replace(dead: Hand): Hand {
    this.dismiss(dead)
    return this.hire()
  }
  private dismiss(hand: Hand): void {
    this.hands.delete(hand)
    hand.dismiss()
  }
}
