/**
 * Retry throttling as gRPC has it (proposal A6, "Throttling Retry Attempts and Hedged RPCs"): one bucket of tokens for a server.
 * A failure takes one token, a success gives `tokenRatio`, and there are retries only while the bucket is more than half full.
 */
export interface RetryThrottleConfig {
  maxTokens: number // 1..1000
  tokenRatio: number // > 0, to three decimals
}
/** Held in thousandths, as the ratio is. */
export interface RetryThrottle {
  thousandths: number
}
const TOKEN = 1_000

export function newRetryThrottle({ maxTokens }: RetryThrottleConfig): RetryThrottle {
  return { thousandths: maxTokens * TOKEN }
}
export function tokensOf({ thousandths }: RetryThrottle): number {
  return thousandths / TOKEN
}

/** An attempt has ended. */
export function settleAttempt(throttle: RetryThrottle, config: RetryThrottleConfig, failed: boolean): void {
  const change = failed ? -TOKEN : Math.floor(config.tokenRatio * TOKEN)
  throttle.thousandths = Math.max(0, Math.min(config.maxTokens * TOKEN, throttle.thousandths + change))
}

export function retryAllowed(throttle: RetryThrottle, { maxTokens }: RetryThrottleConfig): boolean {
  return throttle.thousandths * 2 > maxTokens * TOKEN
}
