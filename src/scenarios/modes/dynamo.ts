/**
 * Dynamo (SOSP 2007), each of its parts switchable, and with `majorities`, `readBeforeWrite`, `readRepair: 'beforeReply'`, `ack:
 * 'synced'` and strict quorums a linearizable register (Attiya, Bar-Noy, Dolev), of which each part is needed; `idempotency` is
 * one more where writes are tried again.
 */
import * as v from 'valibot'
import { LIMITS } from '../limits'
import { refusal } from '../refusal'
import { flag, oneOf, positiveUs, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface DynamoSpec {
  mode: 'dynamo'
  n: number // homes of a key: the replicas of its shard
  ack: 'memory' | 'synced' // a replica acknowledges a write when it is in memory, or when its disk has it
  timeoutUs: number // a coordinator gives up on its quorum
  versions: 'lastWriter' | 'vectorClock' // of concurrent writes one is kept, or all as siblings until the next write
  readRepair: 'off' | 'background' | 'beforeReply'
  sloppyQuorum: boolean // the first n nodes that seem healthy, rather than the homes
  hintedHandoff: boolean // what a fallback took goes to its home
  membership: 'silence' | 'gossip' // who seems healthy: whoever answers, or whom the group has not declared dead either
  antiEntropyUs?: number // between two comparisons of Merkle trees that a replica begins; absent: none
  majorities: boolean // an operation that may not be stale counts a majority, whatever its r or w
  readBeforeWrite: boolean // a write asks a quorum for the newest version first
  idempotency?: boolean // a write has one version in all its attempts, and so takes effect once (default: no, as in the paper)
}

/** More often than this, comparing trees would be all that replicas do. */
const ANTI_ENTROPY_US_MIN = 10_000

export const dynamoMode: StoreMode<DynamoSpec> = {
  name: 'dynamo',
  schema: strict({
    mode: v.literal('dynamo'),
    n: whole(1, LIMITS.replicas),
    ack: oneOf('memory', 'synced'),
    timeoutUs: positiveUs,
    versions: oneOf('lastWriter', 'vectorClock'),
    readRepair: oneOf('off', 'background', 'beforeReply'),
    sloppyQuorum: flag,
    hintedHandoff: flag,
    membership: oneOf('silence', 'gossip'),
    antiEntropyUs: v.optional(whole(ANTI_ENTROPY_US_MIN, LIMITS.durationUs)),
    majorities: flag,
    readBeforeWrite: flag,
    idempotency: v.optional(flag),
  }),
  defaults: (replicas) => ({
    mode: 'dynamo',
    n: replicas,
    ack: 'synced',
    timeoutUs: 200_000,
    versions: 'vectorClock',
    readRepair: 'background',
    sloppyQuorum: true,
    hintedHandoff: true,
    membership: 'gossip',
    antiEntropyUs: 2_000_000,
    majorities: false,
    readBeforeWrite: false,
  }),
  check(spec, { replicas }, field) {
    const invalid = (name: keyof DynamoSpec, problem: string, allowed: string) =>
      refusal('scenario.invalid', { field: `${field}.${name}`, problem, allowed, got: spec[name] })
    if (spec.n !== replicas) throw invalid('n', 'notReplicas', String(replicas))
    if (spec.idempotency && spec.versions !== 'lastWriter') throw invalid('idempotency', 'needsLastWriter', 'false')
    if (spec.hintedHandoff && !spec.sloppyQuorum) throw invalid('hintedHandoff', 'needsSloppyQuorum', 'false')
  },
}
