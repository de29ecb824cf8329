/**
 * Arrivals whose rate changes: a Poisson process of piecewise constant rate, exactly, by running its clock faster during a surge
 * (time rescaling; D. J. Daley, D. Vere-Jones, "An introduction to the theory of point processes", 7.4).
 */
export interface Surge {
  fromUs: number
  toUs: number
  factor: number // times the usual rate
}

/** How long from `nowUs` until the next arrival, where it would be `usualUs` at the usual rate. `surges`: one after the other. */
export function surgingGapUs(surges: readonly Surge[], nowUs: number, usualUs: number): number {
  let left = usualUs
  let atUs = nowUs
  for (const { fromUs, toUs, factor } of surges) {
    if (toUs <= atUs) continue
    if (atUs + left <= fromUs) break
    if (fromUs > atUs) {
      left -= fromUs - atUs
      atUs = fromUs
    }
    const within = (toUs - atUs) * factor
    if (left <= within) return atUs + left / factor - nowUs
    left -= within
    atUs = toUs
  }
  return atUs + left - nowUs
}
