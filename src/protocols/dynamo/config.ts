/** Configurations of a store's nodes: the full Dynamo, and the plain quorum register that it is with everything else off. */
import type { SwimRules } from '../gossip/swimState'
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

/** `shards`: node indices of every shard's replicas; `shard`: this one's. */
export function dynamoConfig(shards: readonly (readonly number[])[], shard: number, o: DynamoOptions): DynamoConfig {
  return {
    members: shards[shard],
    fallbacks: o.sloppyQuorum ? fallbacksOf(shards, shard) : [],
    ack: o.ack,
    versions: o.versions,
    majorities: o.majorities,
    readBeforeWrite: o.readBeforeWrite,
    hintedHandoff: o.hintedHandoff,
    handoffUs: HANDOFF_US,
    antiEntropyUs: o.antiEntropyUs,
    gossip: o.membership === 'gossip' ? SWIM : null,
    peers: shards.flat(),
    rules: rulesOf(o.timeoutUs, o.readRepair),
  }
}

/** The plain register: strict quorums of all members, last writer wins. */
export function quorumConfig(
  members: readonly number[],
  o: { ack: 'memory' | 'synced'; timeoutUs: number; readRepair: boolean },
): DynamoConfig {
  return dynamoConfig([members], 0, {
    ...o,
    readRepair: o.readRepair ? 'background' : 'off',
    versions: 'lastWriter',
    sloppyQuorum: false,
    hintedHandoff: false,
    antiEntropyUs: 0,
    membership: 'silence',
    majorities: false,
    readBeforeWrite: false,
  })
}
