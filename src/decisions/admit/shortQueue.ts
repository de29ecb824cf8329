import type { AdmitContext } from 'faultline'

/** No more in line than workers: who is let in is served soon, and who is not may ask somebody else at once. */
export default function shortQueue({ configured, waiting, workers }: AdmitContext): boolean {
  return configured && waiting < workers
}
