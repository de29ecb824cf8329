import type { BreakerTrialContext } from 'faultline'

/** One call in ten at any time: recovery is seen at once, and whoever is down keeps being asked. */
export default function oneInTen({ random }: BreakerTrialContext): boolean {
  return random() < 0.1
}
