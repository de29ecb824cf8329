import type { BreakerTrialContext } from 'faultline'

/** A few trials, once it has been open for long enough. */
export default function afterWait({ mode, modeForUs, trialsBegun, settings }: BreakerTrialContext): boolean {
  if (mode === 'halfOpen') return trialsBegun < settings.trials
  return settings.opensFor === 'atLeast' ? modeForUs >= settings.openUs : modeForUs > settings.openUs
}
