/**
 * The judge of consistency beside a run (lab/judging), of the journeys that figures name. It hears what clients saw as rows, as the page's
 * judge does, so that both say the same.
 */
import { docketOf, type Judged } from '../../lab/judging/docket'
import { Judge } from '../../lab/judging/judge'
import type { Guarantee, JourneyVerdict } from '../../lab/judging/verdict'
import { OPERATION_LOG_STRIDE, writeOperationRow } from '../../telemetry'
import type { OperationFacts, OperationListener } from '../../telemetry'
import { journeySpecs } from '../../scenarios/objectives'
import type { Scenario } from '../../scenarios/scenario'

/** Beyond its last tick, so that the judge looks once more. */
const BEYOND_US = 1_000_000

export class Consistency {
  private readonly asked = new Map<string, Set<Guarantee>>()
  private readonly judgeable: Judged[]
  private found: JourneyVerdict[] | null = null
  private judge: Judge | null = null
  /** Nobody asks about operations that come later than this. */
  private untilUs = 0

  constructor(private readonly scenario: Scenario) {
    this.judgeable = docketOf(scenario).journeys
  }

  /** Before the run is played: of operations invoked before `toUs`. Without a journey: all that read. Answers which of them are judged. */
  ask(journey: string | undefined, guarantee: Guarantee, toUs: number): string[] {
    this.untilUs = Math.max(this.untilUs, toUs)
    const journeys = this.judgeable.flatMap((judged) =>
      journey === undefined || judged.journey === journey ? judged.journey : [],
    )
    for (const name of journeys) this.asked.set(name, (this.asked.get(name) ?? new Set()).add(guarantee))
    return journeys
  }

  /** The listener that it hears the run by. */
  begin(): OperationListener {
    const { scenario, asked } = this
    const journeys = this.judgeable.filter(({ journey }) => asked.has(journey)).map((judged) => this.only(judged))
    const judge = new Judge({ ...docketOf(scenario), journeys })
    this.judge = judge
    const row = new Int32Array(OPERATION_LOG_STRIDE)
    // They end by their deadlines; until then all writes count.
    const deafUs = this.untilUs + Math.max(...journeySpecs(scenario).map(({ deadlineUs }) => deadlineUs))
    const hear = (op: OperationFacts): void => {
      if ((op.outcome === 'open' ? op.invokedUs : op.returnedUs) > deafUs) return
      writeOperationRow(op, row)
      judge.hear(row)
    }
    return { invoked: hear, returned: hear }
  }

  /** When the run has been played to its horizon. */
  verdicts(horizonUs: number): JourneyVerdict[] {
    this.judge?.know(horizonUs + BEYOND_US)
    return (this.found ??= this.judge?.verdicts() ?? [])
  }

  /** To look for orders takes long, and is not done where nobody asks. */
  private only(judged: Judged): Judged {
    if (this.asked.get(judged.journey)?.has('linearizable')) return judged
    return { ...judged, unknown: { linearizable: 'full', ...judged.unknown } }
  }
}
