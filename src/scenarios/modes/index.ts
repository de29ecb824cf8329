/** Every replication mode. To add one: its file, a line in each of the two lists here, its traits, and its behaviour. */
import type { Schema } from '../schema/fields'
import { choice } from '../schema/fields'
import type { DynamoSpec } from './dynamo'
import { dynamoMode } from './dynamo'
import type { CrdtSpec } from './crdt'
import { crdtMode } from './crdt'
import type { StoreMode } from './mode'
import type { MultileaderSpec } from './multileader'
import { multileaderMode } from './multileader'
import type { PrimarySpec } from './primary'
import { primaryMode } from './primary'
import type { ProgramSpec } from './program'
import { programMode } from './program'
import type { QuorumSpec } from './quorum'
import { quorumMode } from './quorum'
import type { RaftSpec } from './raft'
import { raftMode } from './raft'
import type { SpannerSpec } from './spanner'
import { spannerMode } from './spanner'
import type { TwoPhaseCommitSpec } from './twoPhaseCommit'
import { twoPhaseCommitMode } from './twoPhaseCommit'

export type { StoreMode, StoreSize } from './mode'
export type ReplicationSpec =
  | QuorumSpec
  | DynamoSpec
  | PrimarySpec
  | MultileaderSpec
  | CrdtSpec
  | RaftSpec
  | SpannerSpec
  | TwoPhaseCommitSpec
  | ProgramSpec
export type ModeName = ReplicationSpec['mode']

export const STORE_MODES = [
  quorumMode,
  dynamoMode,
  primaryMode,
  multileaderMode,
  crdtMode,
  raftMode,
  spannerMode,
  twoPhaseCommitMode,
  programMode,
] as const
export const MODE_NAMES: readonly ModeName[] = STORE_MODES.map((mode) => mode.name)

/** The mode that a store's settings are of. */
export function modeOf(spec: { mode: ModeName }): StoreMode<ReplicationSpec> {
  return STORE_MODES.find((mode) => mode.name === spec.mode) as unknown as StoreMode<ReplicationSpec>
}

export const replication: Schema<ReplicationSpec> = choice('mode', STORE_MODES.map((mode) => mode.schema) as never)
