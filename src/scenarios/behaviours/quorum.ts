/** A leaderless quorum register: Dynamo with everything else off: how its settings become roles and configurations. */
import { quorumConfig } from '../../protocols/dynamo/config'
import { dynamoReplica } from '../../protocols/dynamo/role'
import type { QuorumSpec } from '../modes/quorum'
import type { StoreBehaviour } from './behaviour'

export const quorumBehaviour: StoreBehaviour<QuorumSpec> = {
  roles: { dynamoReplica },
  config: (spec, { shards, shard }) => ({ role: 'dynamoReplica', config: quorumConfig(shards[shard], spec) }),
}
