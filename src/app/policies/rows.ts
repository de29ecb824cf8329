/** The live figures of a policy, as rows: only of what it has. */
import type { PolicyView } from '../../lab/policyView'

export interface PolicyRow {
  code: 'underWay' | 'waiting' | 'tokens' | 'retries' | 'retryTokens' | 'heldBack'
  value: number
  of: number | null
}

export function policyRows({ entry, now }: PolicyView): PolicyRow[] {
  if (!now) return []
  const rows: [PolicyRow['code'], number | null, number | null | undefined][] = [
    ['underWay', now.underWay, now.underWayMax],
    ['waiting', now.waiting, entry.bulkhead?.maxWaiting],
    ['tokens', now.tokens, entry.rateLimit?.burst],
    ['retries', now.retries, null],
    ['retryTokens', now.retryTokens, entry.retryThrottle?.maxTokens],
    ['heldBack', now.heldBack, null],
  ]
  return rows.flatMap(([code, value, of]) => (value === null ? [] : [{ code, value, of: of ?? null }]))
}
