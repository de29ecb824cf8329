import type { ReplicaContext } from 'faultline'

/**
 * The leader, where one must answer and is known; else one at random, and with every further attempt the next. After the first try
 * it is the turn of those that stand in, where there are any: perhaps all replicas are out of reach.
 */
export default function inTurn(context: ReplicaContext): number {
  const { replicas, followersMayAnswer, attempt, tries, randomInt } = context
  let own = 0
  for (let i = 0; i < replicas.length; i++) {
    if (!replicas[i].standsIn) own++
    if (replicas[i].isLeader && !followersMayAnswer && attempt === 1) return i
  }
  const turn = randomInt(own) + attempt - 1
  const others = replicas.length - own
  return tries > 1 && others > 0 ? own + (turn % others) : turn % own
}
