/**
 * Load shedding at the door: refusing early what would be refused late (SRE book, ch. 21 and 22). By the queue's length, by whether
 * the answer could still be in time, and by criticality: the fuller the queue, the more important a request must be.
 */
import { CRITICALITIES } from '../../cluster/wire'
import type { Criticality } from '../../cluster/wire'

/** A queue that may hold `most` takes one more. */
export function fitsQueue(waiting: number, most: number): boolean {
  return waiting < most
}

/** Whether an answer is likely in time: what waits before it, at this pace, and its own service. */
export function fitsDeadline(load: {
  waiting: number
  workers: number
  meanServiceUs: number
  deadlineAtUs: number
  nowUs: number
}): boolean {
  const { waiting, workers, meanServiceUs, deadlineAtUs, nowUs } = load
  return nowUs + (waiting / workers) * meanServiceUs + meanServiceUs <= deadlineAtUs
}

/** Shares of the queue up to which each criticality is let in, most important first; the first is 1. */
export type PriorityShares = readonly [number, number, number, number]
export const PRIORITY_SHARES: PriorityShares = [1, 0.8, 0.5, 0.25]
export function fitsPriority(
  waiting: number,
  most: number,
  criticality: Criticality,
  shares: PriorityShares = PRIORITY_SHARES,
): boolean {
  return waiting < most * shares[CRITICALITIES.indexOf(criticality)]
}
