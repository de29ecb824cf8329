/** Load shedding: at the door (queue, deadline, priority), and in the queue (CoDel, controlled delay with adaptive LIFO). */
export { fitsDeadline, fitsPriority, fitsQueue } from './admission'
export type { PriorityShares } from './admission'
export { CODEL_DEFAULTS, newCodel, shouldDrop } from './codel'
export type { Codel, CodelConfig } from './codel'
export { CONTROLLED_DELAY_DEFAULTS, longestWaitUs, sawEmpty, serveFrom } from './controlledDelay'
export type { ControlledDelay, ControlledDelayConfig } from './controlledDelay'
