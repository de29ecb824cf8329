import type { ElectionTimeoutContext } from 'faultline'

/** Quick at first; with every election that elected nobody the bounds lie twice as far apart, up to eight times. */
export default function widening({ minUs, maxUs, rounds, random }: ElectionTimeoutContext): number {
  const times = [1, 2, 4, 8][Math.min(rounds, 3)]
  return Math.floor(minUs + random() * (maxUs - minUs) * times)
}
