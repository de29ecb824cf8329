/** A leaderless quorum register: R and W are chosen per operation. It is Dynamo with everything else off. */
import * as v from 'valibot'
import { LIMITS } from '../limits'
import { refusal } from '../refusal'
import { flag, oneOf, positiveUs, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface QuorumSpec {
  mode: 'quorum'
  n: number
  readRepair: boolean
  ack: 'memory' | 'synced' // a replica acknowledges a write when it is in memory, or when its disk has it
  timeoutUs: number // a coordinator gives up on its quorum
  coordinator?: 'replica' | 'client' // who asks the replicas: one of them (default), or the caller itself (Dynamo 6.4)
}

export const quorumMode: StoreMode<QuorumSpec> = {
  name: 'quorum',
  schema: strict({
    mode: v.literal('quorum'),
    n: whole(1, LIMITS.replicas),
    readRepair: flag,
    ack: oneOf('memory', 'synced'),
    timeoutUs: positiveUs,
    coordinator: v.optional(oneOf('replica', 'client')),
  }),
  defaults: (replicas) => ({ mode: 'quorum', n: replicas, readRepair: true, ack: 'synced', timeoutUs: 200_000 }),
  check(spec, { replicas }, field) {
    if (spec.n === replicas) return
    throw refusal('scenario.invalid', {
      field: `${field}.n`,
      problem: 'notReplicas',
      allowed: String(replicas),
      got: spec.n,
    })
  },
}
