/** One primary a shard, whose log its followers copy; another one takes over when it is not heard of any more. */
import * as v from 'valibot'
import { LIMITS } from '../limits'
import { refusal } from '../refusal'
import { flag, oneOf, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface PrimarySpec {
  mode: 'primary'
  /** A write is acknowledged when it is on the disk of the primary; of `followers` followers too; of all followers in sync, and of a majority. */
  replication: 'async' | 'semiSync' | 'sync'
  followers?: number // of semiSync (default: so many that with the primary they are a majority)
  heartbeatUs: number
  failoverUs: number // a primary unheard of for so long is replaced
  fencing: boolean // off: an old primary is not kept from writing, and there can be two
  idempotency?: boolean // a write takes effect once, however often it is asked for (default: yes); a shard forgets one after 512 later ones
}

const MIN_BEATS = 3

export const primaryMode: StoreMode<PrimarySpec> = {
  name: 'primary',
  schema: strict({
    mode: v.literal('primary'),
    replication: oneOf('async', 'semiSync', 'sync'),
    followers: v.optional(whole(1, LIMITS.replicas - 1)),
    heartbeatUs: whole(1_000, 10_000_000),
    failoverUs: whole(5_000, 60_000_000),
    fencing: flag,
    idempotency: v.optional(flag),
  }),
  defaults: () => ({
    mode: 'primary',
    replication: 'async',
    heartbeatUs: 100_000,
    failoverUs: 1_000_000,
    fencing: true,
  }),
  check(spec, { replicas }, field) {
    const refuse = (name: string, allowed: string, got: number) =>
      refusal('scenario.invalid', { field: `${field}.${name}`, problem: 'outOfRange', allowed, got })
    if (spec.followers !== undefined && spec.followers > replicas - 1)
      throw refuse('followers', `1 to ${replicas - 1}`, spec.followers)
    const least = MIN_BEATS * spec.heartbeatUs
    if (spec.failoverUs < least) throw refuse('failoverUs', `${least} to 60000000`, spec.failoverUs)
  },
}
