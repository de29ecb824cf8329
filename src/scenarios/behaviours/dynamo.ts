/** Dynamo: how its settings become roles and configurations. */
import { dynamoConfig } from '../../protocols/dynamo/config'
import { fallbacksOf } from '../../protocols/dynamo/preference'
import { ordered } from '../../protocols/dynamo/ordering'
import { dynamoReplica } from '../../protocols/dynamo/role'
import { dynamoInvariants } from '../../protocols/dynamo/watch'
import type { DynamoSpec } from '../modes/dynamo'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

export const dynamoBehaviour: StoreBehaviour<DynamoSpec> = {
  roles: { dynamoReplica },
  config: (spec, { shards, shard, atlas }) => ({
    role: 'dynamoReplica',
    config: dynamoConfig(shards, shard, { ...spec, antiEntropyUs: spec.antiEntropyUs ?? 0 }, atlas),
  }),
  invariants: dynamoInvariants,
  // Hints and read repair alone leave what nobody reads and what a dead fallback held.
  convergesWithinUs: ({ antiEntropyUs }) => (antiEntropyUs === undefined ? null : SETTLING_US + 15 * antiEntropyUs),
  fallbacks: (spec, shards) => (spec.sloppyQuorum ? shards.map((_, shard) => fallbacksOf(shards, shard)) : []),
  obstacle: (cluster, command) => ordered(cluster, command).obstacle,
}
