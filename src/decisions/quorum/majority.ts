import type { QuorumContext } from 'faultline'

/** More than half, of reads and writes alike: every read meets every acknowledged write, and a minority may be down. */
export default function majority({ n }: QuorumContext): number {
  return Math.floor(n / 2) + 1
}
