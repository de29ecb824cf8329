import type { RetryContext } from 'faultline'

/**
 * Waits that grow by a factor, less a random share of each (Brooker, "Exponential backoff and jitter", AWS Architecture Blog,
 * 2015): a share of 1 is "full jitter", 0.5 "equal jitter".
 */
export default function backoff({ attempt, settings, random }: RetryContext): number {
  if (attempt >= settings.attempts) return -1
  let waitUs = settings.backoffUs
  for (let k = 1; k < attempt; k++) waitUs *= settings.multiplier
  return Math.floor(Math.min(settings.maxUs, waitUs) * (1 - settings.jitter * random()))
}
