/** A lab and its judge in one place: pieces are handed over as the page does it, until nothing is left. */
import type { Command } from '../../../src/cluster'
import { finish } from '../../../src/lab/job'
import { HistoryFeed } from '../../../src/lab/judging/feed'
import { Judge } from '../../../src/lab/judging/judge'
import type { JourneyVerdict } from '../../../src/lab/judging/verdict'
import { Lab } from '../../../src/lab/lab'
import type { PolicyBook } from '../../../src/lab/policyBook'
import { presetOf } from '../../../src/scenarios/presets'
import type { Scenario, StepSpec } from '../../../src/scenarios/scenario'
import { validateScenario } from '../../../src/scenarios/schema'

export class JudgedLab {
  readonly lab: Lab
  judge: Judge | null = null
  histories = 0
  private readonly feed: HistoryFeed
  private history = -1

  constructor(scenario: Scenario, seed: number, policies?: PolicyBook) {
    this.lab = new Lab({ scenario, seed }, policies ? { policies } : {})
    this.feed = new HistoryFeed(this.lab)
  }

  seek(atS: number): this {
    finish(this.lab.seek(atS * 1e6))
    return this
  }
  act(command: Command): this {
    finish(this.lab.act(command))
    return this
  }

  /** What the judge says of the active branch as far as it is known. */
  verdicts(): JourneyVerdict[] {
    for (;;) {
      const piece = this.feed.next({ history: this.history, rows: this.judge?.rows ?? 0 })
      if (piece.docket) {
        this.judge = new Judge(piece.docket)
        this.histories++
      }
      this.history = piece.history
      this.judge!.hear(piece.words)
      if (piece.more) continue
      this.judge!.know(piece.knownUs)
      if (piece.fullUs !== null) this.judge!.end(piece.fullUs)
      return this.judge!.verdicts()
    }
  }
  verdict(journey: string): JourneyVerdict {
    return this.verdicts().find((v) => v.journey === journey)!
  }
}

type Group = Scenario['groups'][number]

/** A preset, changed. */
export function changed(preset: string, change: (group: Group) => Group): Scenario {
  const scenario = presetOf(preset)!
  return validateScenario({ ...scenario, groups: scenario.groups.map(change) })
}

/** The same with all its journeys' steps changed. */
export const steps =
  (change: (step: StepSpec) => StepSpec) =>
  (group: Group): Group =>
    group.role === 'clients'
      ? { ...group, journeys: group.journeys.map((j) => ({ ...j, steps: j.steps.map(change) })) }
      : group

/** A run with these acts, at their moments in seconds, up to a moment. */
export function judged(
  scenario: Scenario,
  seed: number,
  acts: readonly [atS: number, Command][],
  toS: number,
): JudgedLab {
  const run = new JudgedLab(scenario, seed)
  for (const [atS, command] of acts) run.seek(atS).act(command)
  return run.seek(toS)
}
