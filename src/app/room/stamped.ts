/** A command of the shared cluster as a run has it. */
import type { StampedProposal } from '../../classroom/documents/sequence'
import type { StampedCommand } from '../../cluster/command'

/** After all events of its microsecond: nobody knows how many those are before. */
export function stamped({ atUs, command }: StampedProposal): StampedCommand {
  return { atUs, afterEvents: Number.MAX_SAFE_INTEGER, command }
}
