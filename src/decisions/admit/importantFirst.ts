import type { AdmitContext } from 'faultline'

/** The fuller the queue, the more important one must be: its last quarter is for what must not fail. */
export default function importantFirst({ configured, criticality, waiting, queueLimit }: AdmitContext): boolean {
  const share = { criticalPlus: 1, critical: 0.75, sheddablePlus: 0.5, sheddable: 0.25 }[criticality]
  return configured && waiting < share * queueLimit
}
