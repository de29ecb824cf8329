import type { RetryContext } from 'faultline'

const ATTEMPTS = 4
const FIRST_US = 100_000
const LONGEST_US = 2_000_000

/** Anything from nothing to a doubling wait: those who failed together come back one by one (Brooker, 2015). */
export default function fullJitter({ attempt, random }: RetryContext): number {
  if (attempt >= ATTEMPTS) return -1
  let waitUs = FIRST_US
  for (let k = 1; k < attempt; k++) waitUs *= 2
  return Math.floor(random() * Math.min(waitUs, LONGEST_US))
}
