import type { MergeContext } from 'faultline'

/** All stay side by side, until somebody who has seen them writes anew: nothing is lost. Where the store cannot, the latest stamp. */
export default function keepAll({ versions, keepsSiblings }: MergeContext): number | 'all' {
  return keepsSiblings ? 'all' : versions.length - 1
}
