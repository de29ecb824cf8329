/** Times from a crash to the next leader, and what is said of them. */
import type { Figures } from '../experiment'

/** In milliseconds, with their standard errors: of quantiles by the spread of ranks. */
export class Downtimes {
  private readonly us: number[] = []

  add(us: number): void {
    this.us.push(us)
  }
  figures(): { measured: Figures; errors: Figures } {
    const ms = this.us.map((us) => us / 1_000).sort((a, b) => a - b)
    const n = ms.length
    const mean = ms.reduce((sum, x) => sum + x, 0) / n
    const variance = ms.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / n
    const at = (q: number): number => ms[Math.min(n - 1, Math.max(0, Math.ceil(q * n) - 1))]
    const spread = (q: number): number => {
      const ranks = Math.sqrt((q * (1 - q)) / n)
      return (at(q + ranks) - at(q - ranks)) / 2
    }
    return {
      measured: { p50: at(0.5), mean, p90: at(0.9), p99: at(0.99), p999: at(0.999) },
      errors: { p50: spread(0.5), mean: Math.sqrt(variance / n), p99: spread(0.99), p999: spread(0.999) },
    }
  }
}
