/**
 * A limit on how many requests are under way at once. It is told of every request that ended, and what it is from then on is a
 * decision (Netflix concurrency-limits' Limit): built in is the law that its settings name.
 */
import type { Decision } from '../../decisions'
import type { LimitContext } from '../../decisions/faultline'
import aimd from '../../decisions/limit/aimd'
import fixed from '../../decisions/limit/fixed'
import * as gradient from '../../decisions/limit/gradient'
import * as vegas from '../../decisions/limit/vegas'
import { copyData } from '../../kernel'
import type { LimitConfig } from './settings'

export interface Sample {
  rttUs: number
  inflight: number // when the request began, itself included
  dropped: boolean // refused or timed out: no measure of the round trip
}
type Law = Decision<LimitContext, number, unknown>
/** Decides, and lends its luck. */
export interface LimitDecider {
  nowUs: number
  random: () => number
  randomInt: (below: number) => number
  decide: (context: LimitContext, builtIn: Law, state: unknown) => number
}
/** Plain data. */
export interface Limit {
  limit: number
  leastRttUs: number // of requests that were not dropped; −1: none yet
  law: unknown // what the law remembers
}

/** Each law has its own state, which `newLimit` gives to no other. */
const LAWS = {
  fixed: { decide: fixed, initial: null },
  aimd: { decide: aimd, initial: null },
  gradient: { decide: gradient.default, initial: gradient.initial },
  vegas: { decide: vegas.default, initial: vegas.initial },
} as Record<LimitConfig['kind'], { decide: Law; initial: unknown }>

export function newLimit(config: LimitConfig): Limit {
  const limit = config.kind === 'fixed' ? config.limit : config.initial
  return { limit, leastRttUs: -1, law: copyData(LAWS[config.kind].initial) }
}
/** Requests that may be under way now, a whole number. */
export function limitNow({ limit }: Limit): number {
  return Math.floor(limit)
}
/** Takes in how a request went. */
export function learn(limit: Limit, config: LimitConfig, { rttUs, inflight, dropped }: Sample, by: LimitDecider): void {
  if (!dropped && (limit.leastRttUs < 0 || rttUs < limit.leastRttUs)) limit.leastRttUs = rttUs
  const { nowUs, random, randomInt } = by
  const context = {
    nowUs,
    random,
    randomInt,
    limit: limit.limit,
    rttUs,
    inflight,
    dropped,
    leastRttUs: limit.leastRttUs,
    settings: config,
  }
  limit.limit = by.decide(context, LAWS[config.kind].decide, limit.law)
}
