/**
 * Names of users' operations: the count at their client says who came (the journey's arrival) and which step it is, whatever became of
 * others. `journeys`: those of the client.
 */
interface Steps {
  readonly steps: readonly unknown[]
}

/** `most`: steps that any of them has (`mostSteps`). */
export function countOfStep(journeys: number, most: number, journey: number, arrival: number, step: number): number {
  return (arrival * journeys + journey) * most + step
}
/** Journey (its place at the client) and step of an operation. */
export function stepOfCount(journeys: readonly Steps[], count: number): { journey: number; step: number } {
  const most = mostSteps(journeys)
  return { journey: Math.floor(count / most) % journeys.length, step: count % most }
}
export function mostSteps(journeys: readonly Steps[]): number {
  let most = 1
  for (const { steps } of journeys) if (steps.length > most) most = steps.length
  return most
}
