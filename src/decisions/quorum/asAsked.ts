import type { QuorumContext } from 'faultline'

/** What the operation asks for, and as many more as its level needs: R + W > N meets every acknowledged write (Gifford 1979). */
export default function asAsked(context: QuorumContext): number {
  const { operation, n, asked, level, majorities, fixedHomes, isProven } = context
  const withMajority = Math.max(asked, Math.floor(n / 2) + 1)
  if (operation === 'write') return majorities ? withMajority : asked
  switch (level) {
    case 'strong':
      return withMajority
    case 'bounded':
      if (isProven) return 1
      return fixedHomes && !majorities ? n : withMajority
    case 'session':
      return asked
    case 'prefix':
    case 'eventual':
      return 1
    default:
      return majorities ? withMajority : asked
  }
}
