/**
 * Who has a vote (thesis 4.3, joint consensus). While `outgoing` is not empty, two groups of voters are in force at once, and
 * every decision needs a majority of each.
 */
export interface Membership {
  readonly voters: readonly number[]
  readonly outgoing: readonly number[] // the old voters, during a joint consensus
}

export function membershipOf(voters: readonly number[], outgoing: readonly number[] = []): Membership {
  return Object.freeze({ voters: Object.freeze([...voters]), outgoing: Object.freeze([...outgoing]) })
}
export function isVoter({ voters, outgoing }: Membership, id: number): boolean {
  return voters.includes(id) || outgoing.includes(id)
}
export function isJoint(membership: Membership): boolean {
  return membership.outgoing.length > 0
}
/** Everybody with a vote, each once. */
export function everyVoter({ voters, outgoing }: Membership): number[] {
  return [...voters, ...outgoing.filter((id) => !voters.includes(id))]
}

/** The greatest value that a majority has reached, of each group of voters; −Infinity for a group of none. */
export function agreed({ voters, outgoing }: Membership, valueOf: (id: number) => number): number {
  const value = agreedBy(voters, valueOf)
  return outgoing.length === 0 ? value : Math.min(value, agreedBy(outgoing, valueOf))
}
function agreedBy(voters: readonly number[], valueOf: (id: number) => number): number {
  const descending = voters.map(valueOf).sort((a, b) => b - a)
  return descending.length === 0 ? -Infinity : descending[descending.length >> 1]
}
/** Whether these make a majority of each group. */
export function isQuorum(membership: Membership, ids: readonly number[]): boolean {
  return agreed(membership, (id) => (ids.includes(id) ? 1 : 0)) === 1
}
