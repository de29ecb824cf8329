/** Configurations of a store's nodes: the full Dynamo, and the plain quorum register that it is with everything else off. */
import type { SwimRules } from '../gossip/swimState'
import type { Atlas } from '../resharding/atlas'
import type { QuorumRules, ReadRepair } from './coordinator'
import { wasSilent } from './health'
import { doLocally } from './member'
import { fallbacksOf } from './preference'
import { done } from './role'
import type { DynamoConfig } from './state'
import { TIMER } from './state'

export interface DynamoOptions {
  ack: 'memory' | 'synced'
  timeoutUs: number // a coordinator gives up on its quorum
  readRepair: ReadRepair
  versions: 'lastWriter' | 'vectorClock'
  sloppyQuorum: boolean
  hintedHandoff: boolean
  antiEntropyUs: number // 0: none
  membership: 'silence' | 'gossip'
  majorities: boolean
  readBeforeWrite: boolean
  idempotency?: boolean // default: no
}

/** The paper's period is a second or two; probing by turns bounds the time to detection (SWIM 4.3). */
const SWIM: SwimRules = {
  periodUs: 1_000_000,
  pingTimeoutUs: 200_000,
  indirect: 3,
  suspicionPeriods: 3,
  probe: 'roundRobin',
  retransmissions: 3,
  updatesPerMessage: 6,
}
const HANDOFF_US = 1_000_000

function rulesOf(timeoutUs: number, readRepair: ReadRepair): QuorumRules {
  return { timeoutUs, readRepair, timerKind: TIMER.quorum, doLocally, done, wasSilent }
}

/** `shards`: node indices of every shard's replicas; `shard`: this one's; without an atlas every key is taken for this shard's. */
export function dynamoConfig(
  shards: readonly (readonly number[])[],
  shard: number,
  o: DynamoOptions,
  atlas: Atlas | null = null,
): DynamoConfig {
  return {
    members: shards[shard],
    shard,
    atlas,
    sloppy: o.sloppyQuorum && shards.length > 1,
    fallbacks: o.sloppyQuorum ? fallbacksOf(shards, shard) : [],
    ack: o.ack,
    versions: o.versions,
    majorities: o.majorities,
    readBeforeWrite: o.readBeforeWrite,
    fixesVersions: o.idempotency ?? false,
    hintedHandoff: o.hintedHandoff,
    handoffUs: HANDOFF_US,
    antiEntropyUs: o.antiEntropyUs,
    gossip: o.membership === 'gossip' ? SWIM : null,
    peers: shards.flat(),
    rules: rulesOf(o.timeoutUs, o.readRepair),
  }
}

/** The plain register's options: strict quorums of all members, last writer wins. */
export function quorumOptions(o: { ack: 'memory' | 'synced'; timeoutUs: number; readRepair: boolean }): DynamoOptions {
  return {
    ...o,
    readRepair: o.readRepair ? 'background' : 'off',
    versions: 'lastWriter',
    sloppyQuorum: false,
    hintedHandoff: false,
    antiEntropyUs: 0,
    membership: 'silence',
    majorities: false,
    readBeforeWrite: false,
  }
}
/** A node of a plain register that is one shard by itself. */
export function quorumConfig(members: readonly number[], o: Parameters<typeof quorumOptions>[0]): DynamoConfig {
  return dynamoConfig([members], 0, quorumOptions(o))
}
