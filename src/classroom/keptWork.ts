/**
 * A learner's work in their own document, so that it comes back on any device: runs with all their branches, and where they are in a
 * lesson. Each is packed JSON in pieces under `kept/WORK/NUMBER`, where WORK is `given-N` (what was given), or `LESSON/own`,
 * `LESSON/experiment`, `LESSON/progress`. Whoever takes it out validates what is in it as if it came from anywhere.
 */
import * as v from 'valibot'
import { FaultlineError } from '../kernel'
import { inflatedText, packedText } from '../scenarios/link'
import type { SavedBranch, SavedRun, Session } from '../scenarios/run'
import type { Schema } from '../scenarios/schema/fields'
import { strict, text, whole } from '../scenarios/schema/fields'
import { counter, localId } from './fields'
import { ROOM_LIMITS } from './limits'

export interface Piece {
  /** Counts all that was ever kept in the document: the highest is the newest, and the pieces of one work have one. */
  n: number
  /** The device on which it was done. */
  by: string
  of: number
  text: string
}
export type Pieces = ReadonlyMap<string, Piece>
export interface Kept {
  n: number
  by: string
  value: unknown
}

const { keptPiece, keptPieces, keptCharacters } = ROOM_LIMITS
const WORK = '(?:given-\\d{1,16}|[a-zA-Z][a-zA-Z0-9-]{0,59}/(?:own|experiment|progress))'
const WORK_NAME = new RegExp(`^${WORK}$`)
export const PIECE_NAME = new RegExp(`^${WORK}/\\d$`)
export const piece: Schema<Piece> = strict({
  n: counter,
  by: localId,
  of: whole(1, keptPieces),
  text: v.pipe(text(keptPiece), v.regex(/^[A-Za-z0-9_.-]+$/, 'notName: A-Z a-z 0-9 - _')),
})
const BYTES = Math.floor((keptPieces * keptPiece * 3) / 4) - 2

/** What is to be written so that `work` is kept, by key, null for what goes: older works where all would be too much. null: too long. */
export function keeping(before: Pieces, work: string, by: string, value: unknown): Record<string, Piece | null> | null {
  if (!WORK_NAME.test(work)) return null
  const packed = packedOf(value)
  if (packed === null) return null
  const n = Math.max(0, ...[...before.values()].map((one) => one.n)) + 1
  const of = Math.ceil(packed.length / keptPiece)
  const result: Record<string, Piece | null> = {}
  let characters = packed.length
  for (const names of worksOf(before)) {
    const isOld = workOf(names[0]) === work
    if (!isOld) characters += names.reduce((sum, name) => sum + before.get(name)!.text.length, 0)
    if (isOld || characters > keptCharacters) for (const name of names) result[`kept/${name}`] = null
  }
  for (let i = 0; i < of; i++)
    result[`kept/${work}/${i}`] = { n, by, of, text: packed.slice(i * keptPiece, (i + 1) * keptPiece) }
  return result
}
function packedOf(value: unknown): string | null {
  try {
    return packedText(JSON.stringify(value), BYTES)
  } catch (error) {
    if (error instanceof FaultlineError) return null
    throw error
  }
}

/** null: it is not there, or not whole. */
export function keptOf(pieces: Pieces, work: string): Kept | null {
  const first = pieces.get(`${work}/0`)
  if (!first) return null
  const { n, by, of } = first
  const all = Array.from({ length: of }, (_, i) => pieces.get(`${work}/${i}`))
  if (!all.every((one) => one?.n === n && one.by === by)) return null
  try {
    return { n, by, value: JSON.parse(inflatedText(all.map((one) => one!.text).join(''), BYTES)) as unknown }
  } catch {
    return null
  }
}
/** The works that are runs, the one that was changed last first. */
export function runsKept(pieces: Pieces): string[] {
  return worksOf(pieces)
    .map(([name]) => workOf(name))
    .filter((work) => !work.endsWith('/progress'))
}
/** The names of each work's pieces, the newest work first. */
function worksOf(pieces: Pieces): string[][] {
  const works = new Map<string, string[]>()
  for (const [name] of [...pieces].sort(([, a], [, b]) => b.n - a.n))
    works.set(workOf(name), [...(works.get(workOf(name)) ?? []), name])
  return [...works.values()]
}
const workOf = (name: string): string => name.slice(0, name.lastIndexOf('/'))

/** A session as far as it must be one to be handed to the lab, which validates all of it. */
export function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const { branches, policies } = value as Partial<Session>
  const isBranch = (one: unknown): boolean => Array.isArray((one as SavedBranch | null)?.commands)
  const hasBranches = Array.isArray(branches) && branches.length > 0 && branches.every(isBranch)
  return hasBranches && typeof policies === 'object' && policies !== null
}

/** Of all branches only the one that is shown, where all would be too long. */
export function shownAlone(session: Session): Session {
  const shown = branchOf(session)
  return { ...session, branches: [{ ...shown, id: 0, parent: null, forkAtUs: 0 }], active: 0, compare: null }
}
/** What is shown, up to the playhead. */
export function shownRun(session: Session): SavedRun {
  const { engine, scenario, seed, policies, playheadUs } = session
  const commands = branchOf(session).commands.filter((one) => one?.atUs <= playheadUs)
  return { run: { engine, scenario, seed, policies, commands, horizonUs: playheadUs } }
}
const branchOf = ({ branches, active }: Session): SavedBranch => branches.find(({ id }) => id === active) ?? branches[0]

/**
 * Two devices' versions of one run: `newer` goes on, and what was done in `other` alone stays as a branch of it, called `name`. null:
 * they are no versions of one run.
 */
export function withOther(newer: Session, other: Session, name: string): Session | null {
  const identity = ({ engine, scenario, seed }: Session): string => JSON.stringify([engine, seed, scenario])
  if (identity(newer) !== identity(other)) return null
  const done = branchOf(other)
  const isIn = newer.branches.some(({ commands }) => done.commands.every((one, i) => isSame(one, commands[i])))
  if (isIn) return newer
  const [trunk] = newer.branches
  const parts = done.commands.findIndex((one, i) => !isSame(one, trunk.commands[i]))
  const branch: SavedBranch = {
    id: Math.max(...newer.branches.map(({ id }) => id)) + 1,
    parent: trunk.id,
    forkAtUs: done.commands[parts].atUs,
    name,
    commands: done.commands,
    endUs: done.endUs,
  }
  return { ...newer, policies: { ...other.policies, ...newer.policies }, branches: [...newer.branches, branch] }
}
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
