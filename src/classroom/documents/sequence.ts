/**
 * The one cluster that a room shares. Written by the server only, where one fenced sequencer a room stamps commands. Every browser steps
 * its own world from the base and the commands in order; none steps beyond the horizon, which comes as a message five times a second.
 * A command lands at its time after all events of that microsecond (`afterEvents` as lab/atTheirTimes gives it), so all worlds agree.
 */
import * as v from 'valibot'
import type { Command } from '../../cluster/command'
import { command } from '../../scenarios/schema/faults'
import type { Schema } from '../../scenarios/schema/fields'
import { flag, id, list, momentUs, number, oneOf, strict, text } from '../../scenarios/schema/fields'
import type { CheckpointNote } from '../checkpoint'
import { checkpointNote } from '../checkpoint'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import { counter, link, localId } from '../fields'
import { LIMITS } from '../../scenarios/limits'

/** What the shared run begins from: link text of a run whose commands, if any, belong to its past. */
export interface SharedBase {
  id: string
  link: string
  /** Virtual seconds a second. */
  pace: number
  running: boolean
  /** No browser was ever let beyond: a server that starts again goes on from there. */
  horizonUs: number
  endUs: number
}
export interface StampedProposal {
  atUs: number
  command: Command
  /** Who proposed it: a learner's id, a host's. */
  by: string
}
export const SHARED_ROLES = ['balancer', 'adversary', 'onCall'] as const
export type SharedRole = (typeof SHARED_ROLES)[number]
/** What a learner answers for in the shared cluster, and so may act on. */
export interface Ownership {
  nodes: string[]
  shards: number[]
  roles: SharedRole[]
}
interface SequenceOnce {
  base: SharedBase | null
  /** The newest that the server has, or had. */
  checkpoint: CheckpointNote | null
}
interface SequenceFamilies {
  /** By BASE/NUMBER, seven digits from 0000001. */
  command: StampedProposal
  /** By learner. */
  owner: Ownership
}

export const ownership: Schema<Ownership> = strict({
  nodes: list(id, 0, LIMITS.nodes),
  shards: list(counter, 0, LIMITS.shards),
  roles: list(oneOf(...SHARED_ROLES), 0, SHARED_ROLES.length),
})
export const SHARED_PACE = { min: 0.001, max: 10 } as const
export const sharedPace = number(SHARED_PACE.min, SHARED_PACE.max)
const base: Schema<SharedBase> = strict({
  id: localId,
  link,
  pace: sharedPace,
  running: flag,
  horizonUs: momentUs,
  endUs: momentUs,
})
export const SEQUENCE: Shape<SequenceOnce, SequenceFamilies> = {
  one: { base: v.nullable(base), checkpoint: v.nullable(checkpointNote) },
  many: {
    command: {
      name: /^[a-z][a-z0-9-]{0,39}\/\d{7}$/i,
      value: strict({ atUs: momentUs, command, by: text(20) }),
    },
    owner: { name: /^l[a-z2-7]{12}$/, value: ownership },
  },
}
export type Sequence = Contents<SequenceOnce, SequenceFamilies>
export function readSequence(entries: unknown): Sequence {
  return readEntries(SEQUENCE, entries)
}
/** The commands of the present base in their order. */
export function commandsOf(sequence: Sequence): StampedProposal[] {
  const prefix = `${sequence.base?.id ?? ''}/`
  return [...sequence.command]
    .filter(([name]) => name.startsWith(prefix))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, stamped]) => stamped)
}
export function commandKey(baseId: string, n: number): string {
  return `command/${baseId}/${String(n).padStart(7, '0')}`
}
