import type { RetryContext } from 'faultline'

const ATTEMPTS = 4

/** Again without a wait: each failure at once becomes more load on whoever has just failed. */
export default function atOnce({ attempt }: RetryContext): number {
  return attempt < ATTEMPTS ? 0 : -1
}
