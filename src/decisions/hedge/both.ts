import type { HedgeContext } from 'faultline'

/** Two at once, and the first answer counts: the shortest tail, for twice the load. */
export default function both({ sent }: HedgeContext): number {
  return sent < 2 ? 0 : -1
}
