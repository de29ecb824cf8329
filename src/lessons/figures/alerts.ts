/** How many alerts began to fire in the window, each rule of each objective by itself, of those that page or of those that write a ticket. */
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

/** Alerts are looked at in steps that are whole tenths of a second. */
const LOOK_US = 100_000

class Alerts implements Gauge {
  private hasOperations = false
  private readonly firing = new Set<string>()
  private readonly fired: Witness[] = []

  constructor(
    private readonly figure: FigureOf<'alerts'>,
    private readonly bound: number,
    private readonly bench: Bench,
  ) {
    const { fromUs, toUs } = bench.window(figure)
    bench.hear({
      returned: ({ journey, returnedUs }) => {
        if (journey >= 0 && returnedUs >= fromUs && returnedUs < toUs) this.hasOperations = true
      },
    })
    // What fired before the window goes on: it does not begin in it.
    for (let atUs = LOOK_US; atUs < toUs + LOOK_US; atUs += LOOK_US)
      bench.stop(atUs, () => this.look(atUs, fromUs, toUs))
  }

  private look(atUs: number, fromUs: number, toUs: number): void {
    this.bench.player.observation.objectives.watches.forEach(({ alerts, rules }, o) => {
      alerts.forEach(({ firingSinceUs }, r) => {
        const name = `${o} ${r}`
        if (rules[r].severity !== this.figure.severity) return
        if (firingSinceUs < 0) this.firing.delete(name)
        if (firingSinceUs < 0 || this.firing.has(name)) return
        this.firing.add(name)
        if (firingSinceUs >= fromUs && firingSinceUs < toUs)
          this.fired.push({ atUs: Math.min(atUs, firingSinceUs + 1) })
      })
    })
  }

  measured(): Measured {
    const { fired, bound, hasOperations } = this
    const exceeds = fired[Math.floor(Math.max(0, bound))] ?? null
    return { now: hasOperations ? fired.length : null, shows: fired.at(0) ?? null, exceeds }
  }
}

export const alerts: Law<'alerts'> = (figure, bound, bench) => new Alerts(figure, bound, bench)
