/** The lead document: what the teacher leads with. Written by hosts, read by everybody in the room. */
import * as v from 'valibot'
import type { Command } from '../../cluster/command'
import { command } from '../../scenarios/schema/faults'
import type { Schema } from '../../scenarios/schema/fields'
import { choice, flag, id, list, number, oneOf, strict, text, whole } from '../../scenarios/schema/fields'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import type { Audience, Sure } from '../fields'
import { clockMs, counter, learnerId, link, localId, title } from '../fields'
import type { VoteOf } from '../lessonVote'
import { ROOM_LIMITS } from '../limits'
import type { SURE } from '../fields'

/** What learners are to open. `run` is link text of a whole run, `scenario` of one that nothing was done to yet. */
export type Given =
  | { kind: 'lesson'; lesson: string }
  | { kind: 'outside'; link: string; title: string } // a lesson that is none of the house, whole (lessons/parcel.ts)
  | { kind: 'preset'; preset: string; seed: number }
  | { kind: 'scenario'; link: string; title: string }
  | { kind: 'run'; link: string; title: string }
  | { kind: 'shared' } // the one cluster that all share (sequence)
export type GivenLesson = Given & { kind: 'lesson' | 'outside' }
export function isLesson(given: Given): given is GivenLesson {
  return given.kind === 'lesson' || given.kind === 'outside'
}
/** Of all that is given to a learner (to all, to the group, to the one), the highest `n` holds. */
export interface Assignment {
  n: number
  given: Given
  atMs: number
}
/** How far a lesson may be gone: up to this section, and within the experiment up to this step. null: freely. */
export interface Pace {
  section: string
  step: number | null
}
export interface Locks {
  code: boolean
  faults: boolean
}
export type VotePhase = 'open' | 'closed' | 'revealed'
export interface VoteOption {
  id: string
  text: string
}
/** How many chose an option, by how sure they were. */
export type Tally = Record<string, Record<Sure, number>>
/** A question to the class. `tallies`, by round, are there only once it is revealed. `of`: a lesson's prediction, where it is one. */
export interface Vote {
  n: number
  of?: VoteOf
  text: string
  options: VoteOption[]
  round: 1 | 2
  phase: VotePhase
  tallies: Tally[]
  /** The option that proved right, told with the reveal. */
  right: string | null
}
/**
 * What the teacher does to the learners' own runs: each page applies it once, at its own present, and notes the landing in its document.
 * A concealed one is hidden from sentence, timeline, inspector and undo until `revealed`; developer tools can see it.
 */
export interface InjectedFault {
  n: number
  to: Audience
  commands: Command[]
  concealed: boolean
  revealed: boolean
  atMs: number
}
export interface Group {
  name: string
}

interface LeadOnce {
  title: string
  frozen: boolean
  locks: Locks
  pace: Pace | null
  /** The vote on show: its id among `vote`. */
  asked: string | null
  /** Whether learners may choose their names; those chosen still pass the filter. */
  ownNames: boolean
}
interface LeadFamilies {
  /** By `all`, `group-ID` or a learner's id. */
  given: Assignment
  vote: Vote
  fault: InjectedFault
  group: Group
  /** A learner's group. */
  member: string
}

const audience: Schema<Audience> = choice('to', [
  strict({ to: v.literal('all') }),
  strict({ to: v.literal('group'), group: localId }),
  strict({ to: v.literal('learner'), learner: learnerId }),
])
export const given: Schema<Given> = choice('kind', [
  strict({ kind: v.literal('lesson'), lesson: id }),
  strict({ kind: v.literal('outside'), link, title }),
  strict({ kind: v.literal('preset'), preset: id, seed: counter }),
  strict({ kind: v.literal('scenario'), link, title }),
  strict({ kind: v.literal('run'), link, title }),
  strict({ kind: v.literal('shared') }),
])
export const pace: Schema<Pace | null> = v.nullable(
  strict({ section: localId, step: v.nullable(whole(0, ROOM_LIMITS.planSteps)) }),
)
export const locks: Schema<Locks> = strict({ code: flag, faults: flag })
export const voteOptions: Schema<VoteOption[]> = list(
  strict({ id: localId, text: text(ROOM_LIMITS.titleCharacters) }),
  2,
  ROOM_LIMITS.options,
)
const people = whole(0, ROOM_LIMITS.learners)
const tally: Schema<Tally> = v.record(
  localId,
  strict({ guess: people, likely: people, sure: people } satisfies Record<(typeof SURE)[number], Schema<number>>),
  'wrongType: { option: { guess, likely, sure } }',
)
const voteOf: Schema<VoteOf> = strict({
  lesson: id,
  prediction: id,
  from: v.nullable(list(number(-1e15, 1e15), 1, ROOM_LIMITS.options)),
})
const vote: Schema<Vote> = strict({
  n: counter,
  of: v.optional(voteOf),
  text: text(ROOM_LIMITS.questionCharacters),
  options: voteOptions,
  round: v.picklist([1, 2], 'notOneOf: 1, 2'),
  phase: oneOf('open', 'closed', 'revealed'),
  tallies: list(tally, 0, 2),
  right: v.nullable(localId),
})
export const faultCommands: Schema<Command[]> = list(command, 1, ROOM_LIMITS.commandsOfFault)
const fault: Schema<InjectedFault> = strict({
  n: counter,
  to: audience,
  commands: faultCommands,
  concealed: flag,
  revealed: flag,
  atMs: clockMs,
})

const LOCAL = /^[a-z][a-z0-9-]{0,39}$/i
export const LEAD: Shape<LeadOnce, LeadFamilies> = {
  one: { title, frozen: flag, locks, pace, asked: v.nullable(localId), ownNames: flag },
  many: {
    given: {
      name: /^(all|group-[a-z][a-z0-9-]{0,39}|l[a-z2-7]{12})$/i,
      value: strict({ n: counter, given, atMs: clockMs }),
    },
    vote: { name: LOCAL, value: vote },
    fault: { name: LOCAL, value: fault },
    group: { name: LOCAL, value: strict({ name: text(ROOM_LIMITS.nameCharacters) }) },
    member: { name: /^l[a-z2-7]{12}$/, value: localId },
  },
}

export type Lead = Contents<LeadOnce, LeadFamilies>
export function readLead(entries: unknown): Lead {
  return readEntries(LEAD, entries)
}

/** Whether `learner`, of `group` or of none, is meant. */
export function isMeant(to: Audience, learner: string, group: string | null): boolean {
  return to.to === 'all' || (to.to === 'group' ? to.group === group : to.learner === learner)
}
/** What a learner is to have open: the newest of what all, the group and the one were given. */
export function assignmentFor(lead: Lead, learner: string): Assignment | null {
  const group = lead.member.get(learner)
  const names = ['all', learner, ...(group === undefined ? [] : [`group-${group}`])]
  return names
    .map((name) => lead.given.get(name))
    .reduce<Assignment | null>((newest, one) => (one && one.n >= (newest?.n ?? 0) ? one : newest), null)
}
/** What the teacher has done to a learner's runs, in order. */
export function faultsFor(lead: Lead, learner: string): [id: string, fault: InjectedFault][] {
  const group = lead.member.get(learner) ?? null
  return [...lead.fault].filter(([, { to }]) => isMeant(to, learner, group)).sort(([, a], [, b]) => a.n - b.n)
}
/** Those of them that are still to land: done since the learner was given what they have, and not told yet what they were. */
export function faultsDue(
  lead: Lead,
  learner: string,
  landed: { has(id: string): boolean },
): [id: string, fault: InjectedFault][] {
  const since = assignmentFor(lead, learner)?.n ?? 0
  return faultsFor(lead, learner).filter(([id, { n, revealed }]) => n > since && !revealed && !landed.has(id))
}
