import type { ElectionTimeoutContext } from 'faultline'

/** The same for all: they stand at once, each votes for itself, and nobody is elected, again and again. */
export default function fixed({ minUs }: ElectionTimeoutContext): number {
  return minUs
}
