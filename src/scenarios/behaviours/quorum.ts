/** A leaderless quorum register: Dynamo with everything else off: how its settings become roles and configurations. */
import { dynamoConfig, quorumOptions } from '../../protocols/dynamo/config'
import { ordered } from '../../protocols/dynamo/ordering'
import { dynamoReplica } from '../../protocols/dynamo/role'
import { dynamoInvariants } from '../../protocols/dynamo/watch'
import type { QuorumSpec } from '../modes/quorum'
import type { StoreBehaviour } from './behaviour'

export const quorumBehaviour: StoreBehaviour<QuorumSpec> = {
  roles: { dynamoReplica },
  config: (spec, { shards, shard, atlas }) => ({
    role: 'dynamoReplica',
    config: dynamoConfig(shards, shard, quorumOptions(spec), atlas.canChange ? atlas : null),
  }),
  invariants: dynamoInvariants,
  obstacle: (cluster, command) => ordered(cluster, command).obstacle,
}
