/** Which shard a key goes to. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { PartitionAnswer, PartitionContext } from './types'

export const PARTITION: Contract<PartitionContext, PartitionAnswer> = {
  name: 'partition',
  code: codeOf('partition'),
  problemOf: (answer, { shards }) => wholeProblem(answer, 0, shards.length - 1),
  note: (answer) => answer,
}
