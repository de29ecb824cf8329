/** Who is in the room. Written by the server only. */
import * as v from 'valibot'
import type { Schema } from '../../scenarios/schema/fields'
import { flag, strict, text } from '../../scenarios/schema/fields'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import { clockMs, localId } from '../fields'
import { ROOM_LIMITS } from '../limits'

/** Moments are the server's. A learner who left shows as a node that crashed, and coming back as its recovery. */
export interface Attendance {
  name: string
  group: string | null
  present: boolean
  /** Since when present or away. */
  sinceMs: number
  joinedMs: number
  barred: boolean
  /** How often they came back. */
  returns: number
}
export const attendance: Schema<Attendance> = strict({
  name: text(ROOM_LIMITS.nameCharacters),
  group: v.nullable(localId),
  present: flag,
  sinceMs: clockMs,
  joinedMs: clockMs,
  barred: flag,
  returns: clockMs,
})
interface RosterOnce {
  /** What learners type to join. */
  code: string
}
interface RosterFamilies {
  /** By id. */
  learner: Attendance
}
const ROSTER: Shape<RosterOnce, RosterFamilies> = {
  one: { code: text(20) },
  many: { learner: { name: /^l[a-z2-7]{12}$/, value: attendance } },
}
export type Roster = Contents<RosterOnce, RosterFamilies>
export function readRoster(entries: unknown): Roster {
  return readEntries(ROSTER, entries)
}
