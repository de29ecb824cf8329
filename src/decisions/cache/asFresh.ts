import type { CacheContext } from 'faultline'

/** A fresh copy that is as new and as young as the read demands. */
export default function asFresh({ isFresh, meetsSession, boundUs, ageUs }: CacheContext): boolean {
  if (!isFresh || !meetsSession) return false
  return boundUs < 0 || (ageUs >= 0 && ageUs <= boundUs)
}
