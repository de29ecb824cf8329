/**
 * Whether an instance takes part among those of its group: data that its role keeps (services/instance) and that anyone who looks
 * at the cluster may read. Only instances of groups that can grow and shrink have it.
 */

/** `boots`: its process comes up and takes nothing yet. `drains`: it finishes what it has and takes nothing new. */
export const DUTY = { serves: 0, standsBy: 1, boots: 2, drains: 3 } as const
export type Duty = (typeof DUTY)[keyof typeof DUTY]

/** Whether it takes on anything new; one of a group that neither grows nor shrinks always does. */
export function takesPart({ membership }: { membership: Membership | null }): boolean {
  return membership === null || membership.duty === DUTY.serves
}

export interface Membership {
  duty: Duty
  /** How often it has booted: an older boot that comes to its end is none. */
  boots: number
  /** When the last request came, in microseconds. */
  requestUs: number
  /** Samples since the last report, and their sums: share of workers busy, requests waiting. */
  samples: number
  busy: number
  queued: number
}
