import type { FallbackContext } from 'faultline'

/** Whatever is there, for whatever failed: an old copy, or the page without its part. */
export default function anything({ chain }: FallbackContext): number {
  for (let i = 0; i < chain.length; i++) if (chain[i].kind !== 'refuse') return i
  return -1
}
