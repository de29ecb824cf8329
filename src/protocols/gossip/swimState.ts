/** What a member of a SWIM group keeps and says (DSN 2002, 3 and 4). Members are node indices. Data. */

/** Worse is greater. */
export const ALIVE = 0
export const SUSPECT = 1
export const DEAD = 2

export interface SwimRules {
  periodUs: number
  pingTimeoutUs: number // then others are asked
  indirect: number // how many others: k of the paper
  suspicionPeriods: number // from suspect to dead
  probe: 'random' | 'roundRobin'
  retransmissions: number // λ: an update is told λ·log₂ n times
  updatesPerMessage: number
}
export interface Member {
  status: number
  incarnation: number
  suspectedIn: number // period
}
/** What is told of a member. Immutable. */
export interface Update {
  readonly member: number
  readonly status: number
  readonly incarnation: number
}
export interface SwimMessage {
  readonly kind: 'ping' | 'ack' | 'pingReq'
  readonly sequence: number
  readonly about: number // whom the probe is for
  readonly updates: readonly Update[]
}
export interface SwimState {
  self: number
  incarnation: number
  period: number
  sequence: number
  members: Map<number, Member> // the others
  news: { update: Update; told: number }[]
  order: number[] // round robin: who is still to be probed in this round
  probe: { member: number; sequence: number; acked: boolean } | null
  relays: { sequence: number; for: number; theirs: number; period: number }[] // pings on another's behalf
}
export type SwimEffect =
  { kind: 'send'; to: number; message: SwimMessage } | { kind: 'turned'; member: number; from: number; to: number }

/** Whether a member may be counted on: also a suspect is not yet faulty (4.2). Oneself always. */
export function isThoughtAlive(state: SwimState, member: number): boolean {
  return (state.members.get(member)?.status ?? ALIVE) !== DEAD
}
