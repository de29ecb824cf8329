/**
 * Schemas of commands and scheduled faults. FIELDS names every kind of fault with its fields; the compiler holds it against
 * the type `Fault`, so a new fault cannot be forgotten here. Whether the named nodes exist is asked in targets.ts.
 */
import * as v from 'valibot'
import { FEATURE_FLAGS } from '../../cluster/command'
import type {
  Command,
  Concealed,
  Fault,
  LinkTarget,
  MessageId,
  NodeTarget,
  ScheduledFault,
} from '../../cluster/command'
import { CONTRACT_NAMES } from '../../decisions'
import { HOUR_US, LIMITS } from '../limits'
import type { Schema } from './fields'
import {
  choice,
  durationUs,
  flag,
  id,
  list,
  momentUs,
  number,
  oneOf,
  positiveUs,
  probability,
  strict,
  whole,
} from './fields'

type FaultOf<K, F = Fault> = F extends { kind: infer Kinds } ? (K extends Kinds ? F : never) : never
type FieldsOf<K extends Fault['kind']> = {
  [Field in Exclude<keyof FaultOf<K>, 'kind'>]: Schema<FaultOf<K>[Field]>
}

const targets = {
  node: strict({ node: id }),
  shard: strict({ shard: whole(0, LIMITS.shards - 1) }),
  zone: strict({ zone: id }),
  group: strict({ group: id }),
}
const target: Schema<NodeTarget> = v.lazy((input): Schema<NodeTarget> => {
  if (typeof input !== 'object' || input === null) return targets.node
  return 'shard' in input
    ? targets.shard
    : 'zone' in input
      ? targets.zone
      : 'group' in input
        ? targets.group
        : targets.node
})
const link: Schema<LinkTarget> = strict({ from: target, to: target, oneWay: v.optional(flag) })
const word = whole(-2_147_483_648, Number.MAX_SAFE_INTEGER)
export const message: Schema<MessageId> = strict({ origin: word, count: word, path: word })

const dayUs = 24 * HOUR_US
/** A link that flaps faster than a millisecond is a busy loop, not a fault. */
const flapUs = whole(1_000, LIMITS.durationUs)
const sides = list(list(target, 1, LIMITS.nodes), 2, LIMITS.groups)

export const codeId = v.pipe(v.string('wrongType: 0-9 a-f'), v.regex(/^[0-9a-f]{16,64}$/, 'notHex: 0-9 a-f'))
const reach = strict({
  group: v.optional(id),
  called: v.optional(id),
  journey: v.optional(id),
  step: v.optional(whole(0, LIMITS.steps - 1)),
})

const FIELDS: { [K in Fault['kind']]: FieldsOf<K> } = {
  kill: { target, loseDisk: v.optional(flag) },
  restart: { target },
  stall: { target },
  resume: { target },
  slow: { target, factor: number(0.01, 10_000) },
  stallDisk: { target },
  resumeDisk: { target },
  offsetClock: { target, offsetUs: whole(-dayUs, dayUs) },
  jumpClock: { target, byUs: whole(-dayUs, dayUs) },
  driftClock: { target, ppm: number(-100_000, 100_000) },
  degrade: { target, errorRate: v.optional(probability), addedUs: v.optional(durationUs) },
  cut: { link },
  heal: { link },
  hold: { link },
  release: { link },
  delay: { link, addedUs: durationUs },
  lose: { link, probability },
  duplicate: { link, probability },
  reorder: { link, probability, byUs: durationUs },
  limit: { link, bytesPerSecond: number(1, 1e12) },
  flap: { link, upUs: flapUs, downUs: flapUs },
  partition: { groups: sides },
  isolate: { target },
  healAll: {},
  dropMessage: { message },
  delayMessage: { message, byUs: positiveUs },
  holdMessage: { message },
  releaseMessage: { message },
  setConsistency: {
    journey: id,
    step: whole(0, LIMITS.steps - 1),
    consistency: oneOf('strong', 'bounded', 'session', 'prefix', 'eventual', 'asWritten'),
    boundUs: v.optional(positiveUs),
  },
  setFlag: { flag: oneOf(...FEATURE_FLAGS), on: flag },
  addShard: {},
  removeShard: { shard: whole(0, LIMITS.shards - 1) },
  redrive: { target },
  addInstance: { target },
  drainInstance: { target },
  setPolicy: {
    contract: oneOf(...CONTRACT_NAMES),
    code: v.nullable(codeId),
    reach,
    state: v.optional(oneOf('keep', 'reset')),
  },
  stopPolicy: { code: codeId },
  tripBreaker: { target, edge: id },
  openBreaker: { target, edge: id },
  closeBreaker: { target, edge: id },
  resetBreaker: { target, edge: id },
}

/** Every kind of command. */
export const COMMAND_KINDS = Object.keys(FIELDS) as Fault['kind'][]

const concealments = [strict({ by: id, untilUs: v.optional(momentUs) }), strict({ untilUs: momentUs })] as const
const concealed: Schema<Concealed> = v.lazy((input): Schema<Concealed> => {
  if (typeof input !== 'object' || input === null) return flag
  return concealments['by' in input ? 0 : 1]
})

/** The compiler cannot follow the kinds through a list made at run time; FIELDS' own type is what holds. */
function anyFault(more: v.ObjectEntries): Schema<unknown> {
  const kinds = Object.entries(FIELDS).map(([kind, fields]) =>
    strict({ kind: v.literal(kind), ...(fields as v.ObjectEntries), concealed: v.optional(concealed), ...more }),
  )
  return choice('kind', kinds)
}

export const command = anyFault({}) as Schema<Command>
export const scheduledFault = anyFault({ atUs: momentUs }) as Schema<ScheduledFault>
