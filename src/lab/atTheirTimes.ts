/** Commands for another run of the same users and faults. */
import type { StampedCommand } from '../cluster/command'

/** Under another mode or seed other events come: only the time of a command still means something there. */
export function atTheirTimes(commands: readonly StampedCommand[]): StampedCommand[] {
  return commands.map((stamped) => ({ ...stamped, afterEvents: Number.MAX_SAFE_INTEGER }))
}
