/** Which learners are shown, and in which order. */
import type { DigestBatch } from '../../../../classroom/digests'
import type { Answers, LearnerAnswers } from '../../../../classroom/documents/answers'
import type { Attendance, Roster } from '../../../../classroom/documents/roster'
import { isSeated, isUnused } from '../../../../classroom/documents/roster'

export const SORTS = ['hand', 'name', 'group', 'goals', 'trouble'] as const
export type Sort = (typeof SORTS)[number]
export const FILTERS = ['all', 'here', 'away', 'unused', 'hand', 'barred'] as const
export type Filter = (typeof FILTERS)[number]

export interface Seat extends Attendance {
  id: string
  /** Since when their hand is up. */
  hand: number | null
}
export interface Asked {
  sort: Sort
  filter: Filter
  group: string | null
  find: string
}

/** Whoever is barred, or whose seat was given free, is out of sight unless asked for. Ties go by name, then by id. */
export function seats(roster: Roster, answers: Answers, digests: DigestBatch, asked: Asked): Seat[] {
  const find = asked.find.trim().toLowerCase()
  const all = [...roster.learner].map(([id, one]): Seat => ({ id, ...one, hand: handOf(answers.learner.get(id), one) }))
  return all
    .filter((seat) => isAsked(seat, asked) && (find === '' || seat.name.toLowerCase().includes(find)))
    .sort((a, b) => rank(a, b, asked.sort, digests) || compare(a.name, b.name) || compare(a.id, b.id))
}
/** Of somebody who is away no hand is up. */
function handOf(answers: LearnerAnswers | undefined, { present }: Attendance): number | null {
  return present ? (answers?.hand ?? null) : null
}
function isAsked(seat: Seat, { filter, group }: Asked): boolean {
  if (group !== null && seat.group !== group) return false
  if (filter === 'barred') return !isSeated(seat)
  if (!isSeated(seat)) return false
  if (filter === 'unused') return isUnused(seat)
  if (filter === 'hand') return seat.hand !== null
  return filter === 'all' || seat.present === (filter === 'here')
}
function rank(a: Seat, b: Seat, sort: Sort, digests: DigestBatch): number {
  switch (sort) {
    case 'hand':
      return compare(a.hand ?? Infinity, b.hand ?? Infinity)
    case 'name':
      return 0
    case 'group':
      return compare(a.group ?? '~', b.group ?? '~')
    case 'goals':
      return goalsOf(digests, b) - goalsOf(digests, a)
    case 'trouble':
      return answered(digests, a) - answered(digests, b)
  }
}
function goalsOf(digests: DigestBatch, { id, present }: Seat): number {
  return present ? (digests[id]?.goals ?? 0) : 0
}
/** Whoever has nothing to say stands last. */
function answered(digests: DigestBatch, { id, present }: Seat): number {
  return present ? (digests[id]?.answered ?? 2) : 3
}
function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
