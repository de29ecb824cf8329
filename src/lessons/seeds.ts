/** The seeds over which a check judges: the same for everybody, and none that the learner has seen. */
import { digestText } from '../kernel'

export const CHECK_SEEDS = 12

/** `count` seeds of a lesson, all different and other than its own. */
export function hiddenSeeds(slug: string, own: number, count: number = CHECK_SEEDS): number[] {
  const seeds = new Set<number>()
  for (let i = 0; seeds.size < count; i++) {
    const seed = parseInt(digestText(`${slug} ${i}`).slice(0, 8), 16)
    if (seed !== own) seeds.add(seed)
  }
  return [...seeds]
}
