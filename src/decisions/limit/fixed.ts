import type { LimitContext } from 'faultline'

/** As it is set, whatever happens. */
export default function fixed({ limit, settings }: LimitContext): number {
  return settings.limit ?? limit
}
