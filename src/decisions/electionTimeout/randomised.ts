import type { ElectionTimeoutContext } from 'faultline'

/** Anywhere between the two bounds, so that one member usually stands first and is elected before the others wake (Raft, 3.4). */
export default function randomised({ minUs, maxUs, random }: ElectionTimeoutContext): number {
  return Math.floor(minUs + random() * (maxUs - minUs))
}
