/** How the consumers of a stream are set where a scenario says nothing. */
import type { ConsumerSpec } from './scenario'

export const CONSUMER_DEFAULTS: Required<ConsumerSpec> = {
  batch: 20,
  commit: 'after',
  assignor: 'sticky',
  sessionUs: 4_500_000,
  heartbeatUs: 300_000,
}
