/** A trial's seeds over several workers; a seed that kills two of them is refused. */
import type { CrewHost, Hand as AnyHand } from '../crew'
import { Crew as AnyCrew } from '../crew'
import type { SeedRun } from './seedRun'
import type { TrialAnswer, TrialRequest } from './serve'
import type { SeedRefused } from './summary'
import type { Trial } from './trial'

export type Hand = AnyHand<TrialRequest, TrialAnswer>

interface TrialHost {
  hire(): Hand
  found(run: SeedRun): void
  refused(seed: SeedRefused): void
  /** A worker died, and its seed is played again. */
  replaced?(seed: number): void
}

export class Crew extends AnyCrew<TrialRequest, TrialAnswer> {
  constructor(trial: Trial, size: number, told: TrialHost) {
    const host: CrewHost<TrialRequest, TrialAnswer> = {
      hire: () => told.hire(),
      answered: (_, answer) => ('run' in answer ? told.found(answer.run) : told.refused(answer)),
      lost: ({ seed }) => told.refused({ seed, code: 'trial.crashed', params: {} }),
      replaced: ({ seed }) => told.replaced?.(seed),
    }
    super(
      trial.seeds.map((seed) => ({ trial, seed })),
      size,
      host,
    )
  }
}
