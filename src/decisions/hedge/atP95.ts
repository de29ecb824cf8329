import type { HedgeContext } from 'faultline'

const ANSWERS = 20

/**
 * One copy, of reads only, once the answer is later than nineteen in twenty were: about one request in twenty is sent twice, and the
 * tail is cut (Dean and Barroso, "The tail at scale", CACM 56(2), 2013).
 */
export default function atP95({ operation, sent, latency }: HedgeContext): number {
  if (operation !== 'read' && operation !== 'call') return -1
  return sent < 2 && latency.answers >= ANSWERS ? Math.floor(latency.p95Us) : -1
}
