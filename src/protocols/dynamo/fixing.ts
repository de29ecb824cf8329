/**
 * One version an operation, in however many attempts and through whichever coordinators it is asked for: exactly once, on a store without
 * conditional writes. Before any home holds a write's value, its version is fixed: each home notes, on its disk, the first
 * version that it is told for the operation, and refuses every other; the one that a majority of homes has noted is the only one
 * that ever can be. A later attempt asks a quorum what was noted, and goes on with that: to the register it is the same
 * message again. Attempts that meet may split the homes, so that no version has a majority: then none of them writes, and
 * says that it does not know. It is a ballot of the Synod (Lamport, ACM TOCS 1998) that is held only once: always safe, and
 * live where attempts come one after the other.
 */
import type { Cluster } from '../../cluster'
import { F, TYPE, W } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { REMEMBERED } from '../../cluster/remembered'

/** Immutable. */
export interface FixedVersion {
  readonly operation: number
  readonly key: number
  readonly version: number
}
/** By operation, oldest first. A replica forgets an operation only after FIXED_KEPT later ones: no retry may come so late. */
export type FixedVersions = Map<number, FixedVersion>

export const FIXED_KEPT = REMEMBERED.dynamo.writes
const CLIENTS = 256
const FIXED_BYTES = 24

/** The client's operation, by which it is known in every attempt. */
export function operationOf(origin: number, count: number): number {
  return count * CLIENTS + origin
}

/** Takes a version down, unless another one stands there already. The one that stands. */
export function noteFixed(fixed: FixedVersions, asked: FixedVersion): { version: number; isNew: boolean } {
  const known = fixed.get(asked.operation)
  if (known) return { version: known.version, isNew: false }
  fixed.set(asked.operation, Object.freeze(asked))
  for (const operation of fixed.keys()) {
    if (fixed.size <= FIXED_KEPT) break
    fixed.delete(operation)
  }
  return { version: asked.version, isNew: true }
}

/** What a coordinator that asks for a key's newest version is also told: the version of its operation, 0: none was noted here. */
export function tellFixed(cluster: Cluster, m: number, fixed: FixedVersions): void {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  floats[m * FLOATS + F.x] = fixed.get(operationOf(words[w + W.origin], words[w + W.count]))?.version ?? 0
}
/** Another version stands here: its coordinator is told which. */
export function refuseVersion(cluster: Cluster, m: number, version: number): void {
  cluster.reply(m, TYPE.replicaAck)
  cluster.queue.words[m * WORDS + W.c] = 0
  cluster.queue.floats[m * FLOATS + F.version] = version
}

/** What a new home of some keys must know of their operations. */
export function fixedFor(
  fixed: FixedVersions | null,
  isAsked: (key: number) => boolean,
): { notes: readonly FixedVersion[]; bytes: number } {
  const notes = fixed === null ? NONE : Object.freeze([...fixed.values()].filter(({ key }) => isAsked(key)))
  return { notes, bytes: FIXED_BYTES * notes.length }
}
const NONE: readonly FixedVersion[] = Object.freeze([])
