/**
 * A learner's state in a hundred bytes, once a second: what a tile of the teacher's page and of the projector shows. Learners send them
 * to the server, which passes on the newest of each in one batch a second and stores none.
 */
import * as v from 'valibot'
import type { Schema } from '../scenarios/schema/fields'
import { flag, id, momentUs, number, oneOf, strict, text } from '../scenarios/schema/fields'
import { fingerprint } from '../scenarios/schema/runs'
import type { Fingerprint } from '../scenarios/run'
import { ROOM_LIMITS } from './limits'
import { learnerId } from './fields'

export type TileState = 'idle' | 'running' | 'paused' | 'failed' | 'catchingUp'
export interface Digest {
  state: TileState
  /** The scenario's or lesson's name. */
  open: string
  timeUs: number
  /** Newest points of the three sparklines: share of stale reads, share answered, p99 in µs; null: nothing to say. */
  stale: number | null
  answered: number | null
  p99Us: number | null
  /** Goals reached and asked for. */
  goals: number
  goalsOf: number
  /** Nodes that are down, as a mark on the tile. */
  down: number
  /** Of the shared cluster: the fingerprint at the newest agreed moment (every whole five virtual seconds). */
  print: Fingerprint | null
  hidden: boolean // the page is not in sight
}
const share = v.nullable(number(0, 1))
const few = number(0, 1_000)
export const digest: Schema<Digest> = strict({
  state: oneOf('idle', 'running', 'paused', 'failed', 'catchingUp'),
  open: v.union([id, text(0)], 'notName: a-z 0-9 -'),
  timeUs: momentUs,
  stale: share,
  answered: share,
  p99Us: v.nullable(number(0, ROOM_LIMITS.digestValue)),
  goals: few,
  goalsOf: few,
  down: few,
  print: v.nullable(fingerprint),
  hidden: flag,
})

/** The newest digests since the last batch, by learner. */
export type DigestBatch = Record<string, Digest>
export const digestBatch: Schema<DigestBatch> = v.record(learnerId, digest, 'wrongType: { learner: digest }')

/** Shared fingerprints are compared at whole multiples of this virtual time. */
export const PRINT_EVERY_US = 5_000_000

/** Of several learners' fingerprints the newest moment that most have reached, and who differs there from what most have. */
export function agreement(batch: DigestBatch): { print: Fingerprint; same: string[]; differ: string[] } | null {
  const at = new Map<number, [string, Fingerprint][]>()
  for (const [learner, { print }] of Object.entries(batch)) {
    if (print) at.set(print.atUs, [...(at.get(print.atUs) ?? []), [learner, print]])
  }
  const fullest = [...at].sort(([a, these], [b, those]) => those.length - these.length || b - a).at(0)
  if (!fullest) return null
  const [, prints] = fullest
  const votes = new Map<string, number>()
  for (const [, print] of prints) votes.set(nameOf(print), (votes.get(nameOf(print)) ?? 0) + 1)
  const [most] = [...votes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]
  const same = prints.filter(([, print]) => nameOf(print) === most)
  return {
    print: same[0][1],
    same: same.map(([learner]) => learner),
    differ: prints.filter(([, print]) => nameOf(print) !== most).map(([learner]) => learner),
  }
}
const nameOf = ({ hex, events }: Fingerprint): string => `${hex} ${events}`
