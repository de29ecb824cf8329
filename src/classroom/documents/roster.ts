/** Who is in the room. Written by the server only. */
import * as v from 'valibot'
import type { Schema } from '../../scenarios/schema/fields'
import { flag, strict, text } from '../../scenarios/schema/fields'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import { HOST_ID, LEARNER_ID, clockMs, localId } from '../fields'
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
  /** Given free while away: nobody sits there until they come back. */
  cleared: boolean
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
  cleared: v.optional(flag, false),
  returns: clockMs,
})
/** Whoever leads beside the one who opened the room. `opened`: whether the link was ever used. */
export interface CoHost {
  name: string
  invitedMs: number
  opened: boolean
  present: boolean
}
const coHost: Schema<CoHost> = strict({
  name: text(ROOM_LIMITS.nameCharacters),
  invitedMs: clockMs,
  opened: flag,
  present: flag,
})

interface RosterOnce {
  /** What learners type to join. */
  code: string
}
interface RosterFamilies {
  /** By id, both. */
  learner: Attendance
  host: CoHost
}
export const ROSTER: Shape<RosterOnce, RosterFamilies> = {
  one: { code: text(20) },
  many: { learner: { name: LEARNER_ID, value: attendance }, host: { name: HOST_ID, value: coHost } },
}
export type Roster = Contents<RosterOnce, RosterFamilies>
export function readRoster(entries: unknown): Roster {
  return readEntries(ROSTER, entries)
}

/** Whether the seat counts: neither barred nor given free. */
export function isSeated({ barred, cleared }: Pick<Attendance, 'barred' | 'cleared'>): boolean {
  return !barred && !cleared
}
/** Whether nobody ever came to it: who asked for a seat and never connected. */
export function isUnused({
  present,
  sinceMs,
  joinedMs,
}: Pick<Attendance, 'present' | 'sinceMs' | 'joinedMs'>): boolean {
  return !present && sinceMs === joinedMs
}
