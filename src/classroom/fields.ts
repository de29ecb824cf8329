/** The pieces that a room's schemas are made of, beside those of scenarios: ids, moments of a wall clock, links. */
import * as v from 'valibot'
import { list, oneOf, text, whole } from '../scenarios/schema/fields'
import type { Schema } from '../scenarios/schema/fields'
import { CLOCK_MAX_MS, ROOM_LIMITS } from './limits'

/** Names of a room, of its people and of what it keeps: a letter that tells which, then random base32. */
export const ROOM_ID = /^r[a-z2-7]{26}$/
export const LEARNER_ID = /^l[a-z2-7]{12}$/
export const HOST_ID = /^h[a-z2-7]{12}$/

const named = (pattern: RegExp, form: string) =>
  v.pipe(v.string(`wrongType: ${form}`), v.regex(pattern, `notName: ${form}`))
export const learnerId = named(LEARNER_ID, 'l…')
export const hostId = named(HOST_ID, 'h…')
/** Of a vote, a fault, a group, a goal: short, made by a page. */
export const localId = v.pipe(
  v.string('wrongType: a-z 0-9 -'),
  v.regex(/^[a-z][a-z0-9-]{0,39}$/i, 'notName: a-z 0-9 -'),
  v.check((name) => !(name in Object.prototype), 'reservedName: a-z 0-9 -'),
)
/** Milliseconds by the clock of whoever wrote it: never trusted for anything but showing. */
export const clockMs = whole(0, CLOCK_MAX_MS)
export const counter = whole(0, Number.MAX_SAFE_INTEGER)

/** A saved run as link text (src/scenarios/link.ts). Whoever opens it decodes and validates it. */
export const link = v.pipe(text(ROOM_LIMITS.linkCharacters), v.regex(/^\d\.[A-Za-z0-9_-]+$/, 'notName: 1.…'))
export const title = text(ROOM_LIMITS.titleCharacters)
export const note = text(ROOM_LIMITS.noteCharacters)

/** How sure one was of a ballot or a diagnosis; the same three words as a lesson's predictions. */
export const SURE = ['guess', 'likely', 'sure'] as const
export type Sure = (typeof SURE)[number]
export const sure = oneOf(...SURE)

/** Who is meant. */
export type Audience = { to: 'all' } | { to: 'group'; group: string } | { to: 'learner'; learner: string }
export const learnerIds = list(learnerId, 0, ROOM_LIMITS.learners) as Schema<string[]>
