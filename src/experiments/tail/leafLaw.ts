/**
 * How long one leaf of a fan-out takes, by its survival function: straight lines between knots on logarithmic scales, so a Pareto
 * law piece by piece; beyond the last knot the last piece goes on, and before the first one survival falls evenly from 1.
 */
import { log, pow } from '../../kernel'

export type Knot = readonly [ms: number, survival: number]

export class LeafLaw {
  private readonly slopes: number[]

  /** At least two knots, times rising and survival falling. */
  constructor(private readonly knots: readonly Knot[]) {
    this.slopes = knots.slice(1).map(([ms, s], i) => log(knots[i][1] / s) / log(ms / knots[i][0]))
  }

  /** P(a leaf takes longer than ms). */
  survival(ms: number): number {
    const [firstMs, firstS] = this.knots[0]
    if (ms <= firstMs) return 1 - ((1 - firstS) * ms) / firstMs
    const i = this.pieceOf(([knotMs]) => knotMs < ms)
    return this.knots[i][1] * pow(ms / this.knots[i][0], -this.slopes[i])
  }

  /** The time that a share `survival` (0 to 1, not 0) of leaves exceeds. */
  quantileMs(survival: number): number {
    const [firstMs, firstS] = this.knots[0]
    if (survival >= firstS) return (firstMs * (1 - survival)) / (1 - firstS)
    const i = this.pieceOf(([, s]) => s > survival)
    return this.knots[i][0] * pow(this.knots[i][1] / survival, 1 / this.slopes[i])
  }

  private pieceOf(isBefore: (knot: Knot) => boolean): number {
    let i = 0
    while (i + 1 < this.slopes.length && isBefore(this.knots[i + 1])) i++
    return i
  }
}
