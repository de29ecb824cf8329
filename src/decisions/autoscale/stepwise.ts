import type { AutoscaleContext } from 'faultline'

/**
 * One more at every interval as long as it is too busy, one fewer when half the load would do. A measure that saturates (no worker
 * is busier than busy) does not hide from it how many are missing; but those that boot do not stop it, and it orders too many.
 */
export default function stepwise({ serving, booting, load, target, min, max }: AutoscaleContext): number {
  const current = serving + booting
  const step = load > target ? 1 : load < target / 2 ? -1 : 0
  return Math.min(max, Math.max(min, current + step))
}
