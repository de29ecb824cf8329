import type { BreakerCounts, BreakerTripAnswer, BreakerTripContext, BreakerTripSettings } from 'faultline'

/**
 * By the share of calls that failed or were slow, or by failures in a row; half-open, by the trials (Nygard, Release It!, 2007; the
 * settings are those of resilience4j, Hystrix, Polly, opossum, gobreaker and cockatiel).
 */
export default function shares({ mode, counts, failuresInARow, settings }: BreakerTripContext): BreakerTripAnswer {
  if (mode === 'halfOpen') {
    const allEnded = counts.calls >= settings.trials
    const failed = settings.trialsJudged === 'each' ? counts.failures > 0 : allEnded && isTooMuch(counts, settings)
    if (failed) return 'open'
    return allEnded ? 'close' : 'stay'
  }
  if (settings.failuresInARow > 0 && failuresInARow >= settings.failuresInARow) return 'open'
  const isEvidence = counts.calls > 0 && counts.calls >= settings.minimumCalls
  return isEvidence && isTooMuch(counts, settings) ? 'open' : 'stay'
}

function isTooMuch({ calls, failures, slow }: BreakerCounts, settings: BreakerTripSettings): boolean {
  const { failureRate, slowRate, threshold } = settings
  if (threshold === 'reached') return failures / calls >= failureRate || slow / calls >= slowRate
  return failures / calls > failureRate || slow / calls > slowRate
}
