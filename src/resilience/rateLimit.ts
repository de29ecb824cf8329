/**
 * A rate limit as a token bucket: `perSecond` tokens come in, at most `burst` are kept, and a request takes one or is refused
 * (Turner, IEEE Communications 24(10), 1986; the "token bucket" of RFC 2697).
 */
export interface RateLimitConfig {
  perSecond: number
  burst: number
}
export interface RateLimit {
  tokens: number
  atUs: number // when `tokens` was right
}

export function newRateLimit({ burst }: RateLimitConfig): RateLimit {
  return { tokens: burst, atUs: 0 }
}

/** May `cost` pass now? A yes is paid for. */
export function mayPass(limit: RateLimit, config: RateLimitConfig, nowUs: number, cost = 1): boolean {
  refill(limit, config, nowUs)
  if (limit.tokens < cost) return false
  limit.tokens -= cost
  return true
}

/** Microseconds until `cost` could pass: what a refusal's "retry after" says. Infinity: never, it is more than the bucket holds. */
export function retryAfterUs(limit: RateLimit, config: RateLimitConfig, nowUs: number, cost = 1): number {
  refill(limit, config, nowUs)
  if (cost > config.burst) return Infinity
  return Math.max(0, Math.ceil(((cost - limit.tokens) * 1_000_000) / config.perSecond))
}

/** Tokens there are now; changes nothing. */
export function tokensAt(limit: RateLimit, config: RateLimitConfig, nowUs: number): number {
  const seen = { ...limit }
  refill(seen, config, nowUs)
  return seen.tokens
}

function refill(limit: RateLimit, { perSecond, burst }: RateLimitConfig, nowUs: number): void {
  limit.tokens = Math.min(burst, limit.tokens + ((nowUs - limit.atUs) * perSecond) / 1_000_000)
  limit.atUs = nowUs
}
