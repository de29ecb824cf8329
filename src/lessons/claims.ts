/** What a lesson claims of its attempts, and how a claim fares over seeds. */
import type { Attempt, Lesson } from './lesson'

/** What is to fail, and what to pass. */
export type Claim = { name: string; attempt: Attempt; passes: boolean }

export function claimsOf({ spec }: Lesson): Claim[] {
  return [
    { name: 'start', attempt: {}, passes: false },
    { name: 'solution', attempt: spec.solution, passes: true },
    ...Object.entries(spec.counters).map(([name, attempt]) => ({ name, attempt, passes: false })),
  ]
}

/** Of what must fail, at least this share of seeds must: a check over twelve then fails but once in ten thousand times. */
export const FAILING_SHARE = 0.5

export interface ClaimRow {
  lesson: string
  claim: string
  seeds: number
  passed: number
  /** By goal: over how many seeds it failed. */
  failed: Record<string, number>
  holds: boolean
  /** The first seed that spoke against the claim. */
  against: number | null
}

export function rowOf(lesson: Lesson, claim: Claim, bySeed: readonly (readonly [number, string[]])[]): ClaimRow {
  const failed: Record<string, number> = {}
  for (const goal of bySeed.flatMap(([, goals]) => goals)) failed[goal] = (failed[goal] ?? 0) + 1
  const seeds = bySeed.length
  const passed = bySeed.filter(([, goals]) => goals.length === 0).length
  const holds = claim.passes ? passed === seeds : seeds - passed >= seeds * FAILING_SHARE
  const against = bySeed.find(([, goals]) => (goals.length === 0) !== claim.passes)
  return {
    lesson: lesson.spec.slug,
    claim: claim.name,
    seeds,
    passed,
    failed,
    holds,
    against: holds ? null : (against?.[0] ?? null),
  }
}
