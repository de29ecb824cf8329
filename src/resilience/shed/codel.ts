/**
 * CoDel (Nichols and Jacobson; RFC 8289, 5): what waits too long, for too long, is dropped at the head of the queue, and ever
 * faster until the wait is short again: the n-th drop comes interval/√n after the one before. Asked whenever work is taken from the queue.
 */
export interface CodelConfig {
  targetUs: number // a wait that is well
  intervalUs: number // how long the wait may stay above it
}
export const CODEL_DEFAULTS: CodelConfig = { targetUs: 5_000, intervalUs: 100_000 }
export interface Codel {
  firstAboveUs: number // when the wait will have been above target for an interval; 0: it is not above
  dropNextUs: number
  drops: number // since dropping began
  dropsBefore: number // how many the last spell of dropping had reached when it began
  dropping: boolean
}

export function newCodel(): Codel {
  return { firstAboveUs: 0, dropNextUs: 0, drops: 0, dropsBefore: 0, dropping: false }
}

/** Whether the request being taken out, after this wait, is dropped. `left`: how many still wait; the last one is never dropped. */
export function shouldDrop(codel: Codel, config: CodelConfig, waitedUs: number, left: number, nowUs: number): boolean {
  const bad = staysAbove(codel, config, waitedUs, left, nowUs)
  if (codel.dropping) {
    if (!bad) codel.dropping = false
    else if (nowUs >= codel.dropNextUs) {
      codel.drops++
      codel.dropNextUs = controlLaw(codel.dropNextUs, config, codel.drops)
      return true
    }
    return false
  }
  if (!bad) return false
  codel.dropping = true
  // A spell soon after the last one goes on at about its rate.
  const gained = codel.drops - codel.dropsBefore
  codel.drops = gained > 1 && nowUs - codel.dropNextUs < 16 * config.intervalUs ? gained : 1
  codel.dropNextUs = controlLaw(nowUs, config, codel.drops)
  codel.dropsBefore = codel.drops
  return true
}

function staysAbove(codel: Codel, config: CodelConfig, waitedUs: number, left: number, nowUs: number): boolean {
  if (waitedUs < config.targetUs || left === 0) {
    codel.firstAboveUs = 0
    return false
  }
  if (codel.firstAboveUs === 0) {
    codel.firstAboveUs = nowUs + config.intervalUs
    return false
  }
  return nowUs >= codel.firstAboveUs
}
function controlLaw(fromUs: number, { intervalUs }: CodelConfig, drops: number): number {
  return fromUs + intervalUs / Math.sqrt(drops)
}
