import type { AutoscaleContext } from 'faultline'

/** One more when it is too busy, one fewer when half would do: never far wrong, and late for a rush. */
export default function stepwise({ serving, booting, load, target, min, max }: AutoscaleContext): number {
  const current = serving + booting
  const step = load > target ? 1 : load < target / 2 ? -1 : 0
  return Math.min(max, Math.max(min, current + step))
}
