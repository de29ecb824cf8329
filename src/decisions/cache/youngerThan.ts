import type { CacheContext } from 'faultline'

const YOUNG_US = 500_000

/** What a fresh copy must be, and half a second old at most, whatever the cache is set to. */
export default function youngerThan({ isFresh, meetsSession, boundUs, ageUs, copyUs }: CacheContext): boolean {
  if (!isFresh || !meetsSession || copyUs < 0 || copyUs > YOUNG_US) return false
  return boundUs < 0 || (ageUs >= 0 && ageUs <= boundUs)
}
