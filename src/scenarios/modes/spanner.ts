/**
 * Spanner (OSDI 2012): a consensus group a shard, TrueTime with commit wait, locks and two-phase commit over groups. Defaults
 * are the paper's: leases of 10 s, a poll every 30 s, a drift bound of 200 µs/s, 1 ms to the time master.
 */
import * as v from 'valibot'
import { epsilonMaxUs } from '../../protocols/spanner/trueTime'
import { refusal } from '../refusal'
import { durationUs, flag, number, positiveUs, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface SpannerSpec {
  mode: 'spanner'
  commitWait: boolean // nobody is told of a timestamp before it has passed
  leaseUs: number // of a group's leader
  heartbeatUs: number // how often followers hear of it, and how far they may be read
  pollUs: number // between two polls of the time master
  driftPpm: number // that a clock is trusted to keep within
  masterUs: number // uncertainty of a poll
  timeoutUs: number // until a transaction without its locks or votes is given up
  initialBalance: number // of every account
  idempotency?: boolean // a write or a transfer takes effect once, however often it is asked for (default: yes); one is forgotten after ten minutes
}

/** A lease is this much longer than the time between heartbeats at least. */
const HEARTBEATS = 3

export const spannerMode: StoreMode<SpannerSpec> = {
  name: 'spanner',
  schema: strict({
    mode: v.literal('spanner'),
    commitWait: flag,
    leaseUs: positiveUs,
    heartbeatUs: positiveUs,
    pollUs: positiveUs,
    driftPpm: number(0, 100_000),
    masterUs: durationUs,
    timeoutUs: positiveUs,
    initialBalance: whole(0, 1_000_000_000),
    idempotency: v.optional(flag),
  }),
  defaults: () => ({
    mode: 'spanner',
    commitWait: true,
    leaseUs: 10_000_000,
    heartbeatUs: 200_000,
    pollUs: 30_000_000,
    driftPpm: 200,
    masterUs: 1_000,
    timeoutUs: 400_000,
    initialBalance: 1_000,
  }),
  check(spec, _size, field) {
    const wrong = (name: keyof SpannerSpec, allowed: string) => {
      throw refusal('scenario.invalid', { field: `${field}.${name}`, problem: 'outOfRange', allowed, got: spec[name] })
    }
    const least = HEARTBEATS * spec.heartbeatUs
    if (spec.leaseUs < least) wrong('leaseUs', `>= ${least}`)
    const wait = 2 * epsilonMaxUs({ pollUs: spec.pollUs, driftPpm: spec.driftPpm, masterUs: spec.masterUs })
    if (spec.leaseUs <= wait) wrong('leaseUs', `> ${wait}`)
    if (spec.timeoutUs <= wait) wrong('timeoutUs', `> ${wait}`)
  },
}
