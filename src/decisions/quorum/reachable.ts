import type { QuorumContext } from 'faultline'

/**
 * As many as asked for, but no more than seem to be there: goes on while most are down, and then acknowledges writes that one disk
 * holds, and reads past others.
 */
export default function reachable({ asked, reachable }: QuorumContext): number {
  return Math.max(1, Math.min(asked, reachable))
}
