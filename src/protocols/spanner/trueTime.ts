/**
 * TrueTime (Corbett et al., "Spanner", OSDI 2012, section 3): time as an interval that surely holds the true one. A node asks a
 * time master every `pollUs`; between polls its uncertainty ε grows with the drift that its clock may have: a sawtooth, with the
 * published 30 s, 200 µs/s and 1 ms from 1 to 7 ms. A clock that is worse than its bound makes the interval lie.
 */
/** Timestamps count microseconds from here, so that a clock set back by days still gives positive ones. */
export const EPOCH_US = 1099511627776

export interface ClockRules {
  readonly pollUs: number // between two polls, by the node's own clock
  readonly driftPpm: number // the drift that is allowed for, in microseconds a second
  readonly masterUs: number // how far a poll's answer may be off: the way to the master
}
/** A node's two clocks, in microseconds. */
export interface Clocks {
  readonly monotonicUs: number
  readonly wallUs: number
}
/** What a node keeps of its last poll. Data. */
export interface TrueTime {
  polledUs: number // on its monotonic clock
  correctionUs: number // what its wall clock lacked of a timestamp
  polls: number
}
/** Timestamps; the true time is between them, both included. */
export interface Interval {
  readonly earliest: number
  readonly latest: number
}

export function unpolled(): TrueTime {
  return { polledUs: 0, correctionUs: EPOCH_US, polls: 0 }
}
/** The master has told the time, in microseconds of virtual time, no farther off than `masterUs` of the rules. */
export function poll(time: TrueTime, clocks: Clocks, toldUs: number): void {
  time.polledUs = clocks.monotonicUs
  time.correctionUs = EPOCH_US + toldUs - clocks.wallUs
  time.polls++
}

export function epsilonUs(time: TrueTime, rules: ClockRules, clocks: Clocks): number {
  return rules.masterUs + ((clocks.monotonicUs - time.polledUs) * rules.driftPpm) / 1e6
}
/** The greatest ε of a node that polls in time. */
export function epsilonMaxUs(rules: ClockRules): number {
  return Math.ceil(rules.masterUs + (rules.pollUs * rules.driftPpm) / 1e6)
}

/** TT.now(). */
export function now(time: TrueTime, rules: ClockRules, clocks: Clocks): Interval {
  const middle = clocks.wallUs + time.correctionUs
  const epsilon = epsilonUs(time, rules, clocks)
  return { earliest: Math.floor(middle - epsilon), latest: Math.ceil(middle + epsilon) }
}
/** TT.after(t): t has surely passed. */
export function isAfter(interval: Interval, t: number): boolean {
  return interval.earliest > t
}
/** TT.before(t): t has surely not come yet. */
export function isBefore(interval: Interval, t: number): boolean {
  return interval.latest < t
}
/** How long by its own clock until TT.after(t), if no poll comes meanwhile; at least 1. */
export function untilAfterUs(interval: Interval, rules: ClockRules, t: number): number {
  return Math.max(1, Math.ceil((t + 2 - interval.earliest) / (1 - rules.driftPpm / 1e6)))
}
