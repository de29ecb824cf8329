/** What decisions about calls have in common: how a call ended, and what was asked. Types that learners see. */

/** Why a call did not end well. */
export type Cause =
  | 'none'
  | 'deadline' // whoever asked has given up
  | 'timeout' // no answer in time: it may have taken effect
  | 'overloaded'
  | 'refused'
  | 'noQuorum'
  | 'dependencyError'
  | 'breakerOpen'
  | 'crashed'
  | 'unreachable'
  | 'bulkheadFull'
  | 'limitReached'
  | 'rateLimited'
  | 'throttled'
  | 'budgetEmpty'
  | 'retriesThrottled'
  | 'attemptsUsed'
  | 'switchedOff'
  | 'calledOff'
/** What was asked: users' own operations, and what an API asks of a dependency and of its cache. */
export type Operation = 'read' | 'write' | 'submit' | 'call' | 'transfer' | 'recommend' | 'lookUp'
