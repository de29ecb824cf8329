/**
 * Timeouts under a deadline. A deadline travels with the request, and every hop gives its own calls no more time than is left
 * (SRE book, ch. 22, "Deadline propagation"; gRPC deadlines). What cannot be in time is not begun.
 */

/**
 * Microseconds that a call may take: its own time-out, cut to what is left once `reserveUs` is kept back for answering. 0: do
 * not begin.
 */
export function timeoutWithin(deadlineAtUs: number, nowUs: number, timeoutUs: number, reserveUs = 0): number {
  return Math.max(0, Math.min(timeoutUs, deadlineAtUs - nowUs - reserveUs))
}

/** Whether another attempt can still be in time: after its wait there must be at least `leastUs` left for it. */
export function mayRetry(deadlineAtUs: number, nowUs: number, waitUs: number, leastUs: number): boolean {
  return nowUs + waitUs + leastUs <= deadlineAtUs
}

/** The deadline that a hop hands on: the caller's, or its own if that is earlier. */
export function handedOn(deadlineAtUs: number, nowUs: number, ownTimeoutUs: number): number {
  return Math.min(deadlineAtUs, nowUs + ownTimeoutUs)
}
