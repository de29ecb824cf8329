/** Replicas that run a program: nothing is promised of what a learner writes but what the judge finds. */
import { programReplica } from '../../protocols/program/role'
import type { ProgramConfig } from '../../protocols/program/state'
import type { ProgramSpec } from '../modes/program'
import type { StoreBehaviour } from './behaviour'

export const programBehaviour: StoreBehaviour<ProgramSpec> = {
  roles: { programReplica },
  config: (_spec, { shards, shard }) => ({
    role: 'programReplica',
    config: { members: shards[shard] } satisfies ProgramConfig,
  }),
}
