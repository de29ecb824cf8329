/**
 * A session's file read back: what a room's documents held when the teacher took it along (app/room/host/bundle.ts writes it). Hostile
 * until read: it is bounded, every entry passes the gate of its own document, and what does not is counted and left out.
 */
import { FaultlineError } from '../kernel'
import type { Contents, Shape } from './entries'
import { entriesOf, readEntries } from './entries'
import type { Answers } from './documents/answers'
import { ANSWERS } from './documents/answers'
import type { HostPage } from './documents/host'
import { HOST } from './documents/host'
import type { Lead } from './documents/lead'
import { LEAD } from './documents/lead'
import type { LearnerPage } from './documents/learner'
import { LEARNER } from './documents/learner'
import type { Roster } from './documents/roster'
import { ROSTER } from './documents/roster'
import type { Sequence } from './documents/sequence'
import { SEQUENCE } from './documents/sequence'
import { LEARNER_ID } from './fields'
import { ROOM_LIMITS } from './limits'

export const SESSION_VERSION = 1
/** A full room in which everybody has kept what a room keeps would be more; none ever was a tenth of this. */
export const SESSION_BYTES_MAX = 128 * 1024 * 1024

export interface PastSession {
  /** ms since 1970; null: it does not say. */
  savedMs: number | null
  lead: Lead
  host: HostPage
  roster: Roster
  answers: Answers
  sequence: Sequence
  learners: Map<string, LearnerPage>
  /** Learners of the roster whose documents it lacks. */
  missing: number
  /** Entries that were left out. */
  damaged: number
}

/** Throws session.tooLong, session.text, session.version, session.invalid. */
export function readSession(text: string): PastSession {
  if (text.length > SESSION_BYTES_MAX) throw new FaultlineError('session.tooLong', { got: text.length })
  const { faultlineSession, savedAt, documents } = parsed(text)
  if (faultlineSession !== SESSION_VERSION) {
    const code = faultlineSession === undefined ? 'session.invalid' : 'session.version'
    throw new FaultlineError(code, { got: String(faultlineSession).slice(0, 20) })
  }
  if (!isObject(documents)) throw new FaultlineError('session.invalid')
  let damaged = 0
  const contents = <One, Many>(shape: Shape<One, Many>, value: unknown): Contents<One, Many> => {
    const read = readEntries(shape, entriesOf(shape, value))
    damaged += read.aside.length + (value === undefined || isObject(value) ? 0 : 1)
    return read
  }
  const roster = contents(ROSTER, documents.roster)
  const learners = new Map<string, LearnerPage>()
  const pages = isObject(documents.learners) ? Object.entries(documents.learners) : []
  for (const [id, page] of pages.slice(0, ROOM_LIMITS.entries))
    if (LEARNER_ID.test(id)) learners.set(id, contents(LEARNER, page))
    else damaged++
  damaged += Math.max(0, pages.length - ROOM_LIMITS.entries)
  const savedMs = typeof savedAt === 'string' ? Date.parse(savedAt.slice(0, 40)) : NaN
  return {
    savedMs: Number.isFinite(savedMs) ? savedMs : null,
    lead: contents(LEAD, documents.lead),
    host: contents(HOST, documents.host),
    roster,
    answers: contents(ANSWERS, documents.answers),
    sequence: contents(SEQUENCE, documents.sequence),
    learners,
    missing: [...roster.learner.keys()].filter((id) => !learners.has(id)).length,
    damaged,
  }
}
function parsed(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new FaultlineError('session.text')
  }
  if (isObject(value)) return value
  throw new FaultlineError('session.invalid')
}
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
