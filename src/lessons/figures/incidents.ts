/**
 * Incidents up to the horizon, those of a journey's objectives or all: the mean time from when users first felt one until an alert fired
 * (`detectS`), and until it stopped hurting (`mitigateS`); and the share of the error budget that is spent, of the objective that has spent
 * most (`budgetSpent`). Without an incident, or with one that still hurts, there is no time to tell. Fifty incidents are remembered.
 */
import type { Incident } from '../../telemetry'
import { objectiveStates } from '../../telemetry'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

class IncidentTime implements Gauge {
  constructor(
    private readonly figure: FigureOf<'detectS' | 'mitigateS'>,
    private readonly bench: Bench,
  ) {}

  measured(): Measured {
    const { objectives } = this.bench.player.observation
    const isAsked = askedOf(this.figure.journey, this.bench)
    const incidents = objectives.incidents.list.filter((incident) => incident.objectives.some((o) => isAsked(o)))
    if (incidents.length === 0) return { now: null }
    const burning = incidents.find(({ mitigatedUs }) => mitigatedUs < 0)
    if (this.figure.figure === 'mitigateS' && burning)
      return { now: null, lacks: { atUs: burning.startUs, note: { code: 'notMitigated', params: {} } } }
    const took = incidents.map((incident) => this.endOf(incident) - incident.startUs)
    const slowest = incidents[took.indexOf(Math.max(...took))]
    const witness: Witness = { atUs: slowest.startUs }
    const now = took.reduce((sum, us) => sum + us, 0) / took.length / 1e6
    return { now, shows: witness, exceeds: witness, lacks: witness }
  }
  private endOf({ detectedUs, mitigatedUs }: Incident): number {
    return this.figure.figure === 'detectS' ? detectedUs : mitigatedUs
  }
}

class BudgetSpent implements Gauge {
  private firstBad: Witness | null = null

  constructor(
    private readonly figure: FigureOf<'budgetSpent'>,
    private readonly bench: Bench,
  ) {
    const isAsked = askedOf(figure.journey, bench)
    const { watches } = bench.player.observation.objectives
    const journeys = new Set(watches.flatMap(({ objective }, o) => (isAsked(o) ? objective.journey : [])))
    bench.hear({
      returned: ({ journey, outcome, late, returnedUs: atUs, client, count }) => {
        if (this.firstBad === null && journeys.has(journey) && (outcome !== 'ok' || late))
          this.firstBad = { atUs, operation: { client, count } }
      },
    })
  }

  measured(): Measured {
    const { player, horizonUs } = this.bench
    const isAsked = askedOf(this.figure.journey, this.bench)
    const states = objectiveStates(player.observation.objectives, horizonUs).filter(
      ({ all }, o) => all > 0 && isAsked(o),
    )
    if (states.length === 0) return { now: null }
    const { firstBad } = this
    return { now: Math.max(...states.map(({ spent }) => spent)), shows: firstBad, exceeds: firstBad }
  }
}

/** Whether an objective, by its index, is asked about. */
function askedOf(journey: string | undefined, { player }: Bench): (objective: number) => boolean {
  const { watches } = player.observation.objectives
  const index = journey === undefined ? -1 : player.world.journeys.indexOf(journey)
  return (o) => journey === undefined || watches[o].objective.journey === index
}

export const incidentTime: Law<'detectS' | 'mitigateS'> = (figure, _bound, bench) => new IncidentTime(figure, bench)
export const budgetSpent: Law<'budgetSpent'> = (figure, _bound, bench) => new BudgetSpent(figure, bench)
