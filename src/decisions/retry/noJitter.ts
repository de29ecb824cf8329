import type { RetryContext } from 'faultline'

const ATTEMPTS = 4
const FIRST_US = 100_000
const LONGEST_US = 2_000_000

/** Doubling waits that are the same for everybody: those who failed together come back together. */
export default function noJitter({ attempt }: RetryContext): number {
  if (attempt >= ATTEMPTS) return -1
  let waitUs = FIRST_US
  for (let k = 1; k < attempt; k++) waitUs *= 2
  return Math.min(waitUs, LONGEST_US)
}
