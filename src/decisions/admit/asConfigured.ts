import type { AdmitContext } from 'faultline'

/** Whoever the node's own settings let in. */
export default function asConfigured({ configured }: AdmitContext): boolean {
  return configured
}
