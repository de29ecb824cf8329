/** Which replica of a shard is asked. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { ReplicaAnswer, ReplicaContext } from './types'

export const REPLICA: Contract<ReplicaContext, ReplicaAnswer> = {
  name: 'replica',
  code: codeOf('replica'),
  problemOf: (answer, { replicas }) => wholeProblem(answer, 0, replicas.length - 1),
  note: (answer) => answer,
}
